/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Ends the work before or after its n-th operation on folders or the archive. */
public final class CrashInjector {
  private static final Set<String> HARMLESS = Set.of("close", "iterator", "toString", "hashCode");

  private final int at;
  private final boolean before;
  private final AtomicInteger seen = new AtomicInteger();

  /**
   * @param at which operation, from one on
   * @param before whether it has no effect; else only its result is lost
   */
  public CrashInjector(int at, boolean before) {
    this.at = at;
    this.before = before;
  }

  /** The process is gone: no code of ours catches it. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Whether the work came so far. */
  public boolean reached() {
    return seen.get() >= at;
  }

  /** Opens a folder as {@link SecureFolder#trusted} does. */
  @SuppressWarnings({"unchecked", "StreamResourceLeak"})
  public SecureFolder open(Path path) throws IOException {
    return new SecureFolder(
        path, wrapped((SecureDirectoryStream<Path>) Files.newDirectoryStream(path)));
  }

  @SuppressWarnings("unchecked")
  private SecureDirectoryStream<Path> wrapped(SecureDirectoryStream<Path> real) {
    return (SecureDirectoryStream<Path>)
        Proxy.newProxyInstance(
            CrashInjector.class.getClassLoader(),
            new Class<?>[] {SecureDirectoryStream.class},
            new Folder(this, real));
  }

  private record Folder(CrashInjector crash, SecureDirectoryStream<Path> real)
      implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return crash.folderCall(real, method, arguments);
    }
  }

  @SuppressWarnings("unchecked")
  private Object folderCall(SecureDirectoryStream<Path> real, Method method, Object[] arguments)
      throws Throwable {
    Object[] passed = arguments == null ? new Object[0] : arguments.clone();
    if (method.getName().equals("move")) {
      passed[1] = real(passed[1]);
    }
    Operation operation = () -> call(real, method, passed);
    Object result = HARMLESS.contains(method.getName()) ? operation.perform() : counted(operation);
    return result instanceof SecureDirectoryStream<?> opened
        ? wrapped((SecureDirectoryStream<Path>) opened)
        : result;
  }

  private static Object real(Object folder) {
    return ((Folder) Proxy.getInvocationHandler(folder)).real();
  }

  private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private interface Operation {
    Object perform() throws Throwable;
  }

  private Object counted(Operation operation) throws Throwable {
    int mine = seen.incrementAndGet();
    if (mine > at || (mine == at && before)) {
      // The threads beside the one that crashed are gone, too.
      throw new Crash();
    }
    Object result = operation.perform();
    if (mine == at) {
      throw new Crash();
    }
    return result;
  }

  private <T> T counted(ArchiveCall<T> call) throws IOException {
    try {
      @SuppressWarnings("unchecked")
      T result = (T) counted((Operation) call::perform);
      return result;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private interface ArchiveCall<T> {
    T perform() throws IOException;
  }

  /** Inventories whose calls count. */
  public FileInventories inventories(FileInventories real) {
    return new FileInventories() {
      @Override
      public FileInventory of(UserId user) {
        return port(() -> real.of(user));
      }

      @Override
      public FileInventory update(UserId user, UnaryOperator<FileInventory> change) {
        return port(() -> real.update(user, change));
      }

      @Override
      public void forget(UserId user) {
        throw new AssertionError();
      }
    };
  }

  private <T> T port(ArchiveCall<T> call) {
    try {
      return counted(call);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An archive whose calls count. */
  public FileArchive archive(FileArchive real) {
    return new CrashingArchive(real);
  }

  private final class CrashingArchive implements FileArchive {
    private final FileArchive real;

    CrashingArchive(FileArchive real) {
      this.real = real;
    }

    @Override
    public OptionalLong store(String key, Content content) throws IOException {
      return counted((ArchiveCall<OptionalLong>) () -> real.store(key, content));
    }

    @Override
    public Optional<InputStream> read(String key) throws IOException {
      return counted((ArchiveCall<Optional<InputStream>>) () -> real.read(key));
    }

    @Override
    public Optional<byte[]> read(String key, long from, int length) throws IOException {
      return counted((ArchiveCall<Optional<byte[]>>) () -> real.read(key, from, length));
    }

    @Override
    public boolean copy(String key, String to) {
      try {
        return counted((ArchiveCall<Boolean>) () -> real.copy(key, to));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<Stored> list(String prefix) {
      try {
        return counted((ArchiveCall<List<Stored>>) () -> real.list(prefix));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void remove(List<String> keys) {
      try {
        counted(
            (ArchiveCall<Boolean>)
                () -> {
                  real.remove(keys);
                  return true;
                });
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
