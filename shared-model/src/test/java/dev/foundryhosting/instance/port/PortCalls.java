/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands between the domain and a port, so that a test can interfere with every call. */
public interface PortCalls {
  /** Called before the port is; what it throws comes instead of the call. */
  void before(String call);

  /** Called after the port took effect; what it throws comes instead of the answer. */
  void after(String call);

  /** The calls go through undisturbed. */
  static PortCalls undisturbed() {
    return new PortCalls() {
      @Override
      public void before(String call) {}

      @Override
      public void after(String call) {}
    };
  }

  /** Something happens right before a call; what it throws comes instead of the call. */
  static PortCalls before(String call, Runnable happens) {
    return new PortCalls() {
      @Override
      public void before(String called) {
        if (called.equals(call)) {
          happens.run();
        }
      }

      @Override
      public void after(String called) {}
    };
  }

  /**
   * Something happens right after a call took effect; what it throws comes instead of the answer.
   */
  static PortCalls after(String call, Runnable happens) {
    return new PortCalls() {
      @Override
      public void before(String called) {}

      @Override
      public void after(String called) {
        if (called.equals(call)) {
          happens.run();
        }
      }
    };
  }

  /** A port whose calls are interfered with. */
  default <T> T on(Class<T> port, T target) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (method.isDefault()) {
            // A default method is the domain's own code; the calls in it are the port's.
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(target, args);
          }
          String call = port.getSimpleName() + "." + method.getName();
          before(call);
          Object answer = answer(method, target, args);
          after(call);
          return answer;
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static Object answer(Method method, Object target, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
