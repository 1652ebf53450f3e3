/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.function.Consumer;

/** Opens folders whose calls a test sees before they take effect. */
public final class FolderCalls {
  private FolderCalls() {}

  /** As {@link SecureFolder#trusted}, with all folders below it. */
  @SuppressWarnings({"unchecked", "StreamResourceLeak"})
  public static SecureFolder open(Path path, Consumer<String> before) throws IOException {
    var real = (SecureDirectoryStream<Path>) Files.newDirectoryStream(path);
    return new SecureFolder(path, seen(real, before));
  }

  @SuppressWarnings("unchecked")
  private static SecureDirectoryStream<Path> seen(
      SecureDirectoryStream<Path> real, Consumer<String> before) {
    return (SecureDirectoryStream<Path>)
        Proxy.newProxyInstance(
            FolderCalls.class.getClassLoader(),
            new Class<?>[] {SecureDirectoryStream.class},
            (proxy, method, arguments) -> {
              before.accept(method.getName());
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof SecureDirectoryStream<?> opened
                    ? seen((SecureDirectoryStream<Path>) opened, before)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
