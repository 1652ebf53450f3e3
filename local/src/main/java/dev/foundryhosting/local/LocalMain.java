/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import dev.foundryhosting.local.demo.Demo;
import dev.foundryhosting.local.emulator.StartupFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Starts the laptop edition: the console by default, or with {@code demo} the demo. */
@QuarkusMain
public final class LocalMain {
  private static final String PORT = "PORT";
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  /** The exit code of what Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  LocalMain() {}

  public static void main(String... arguments) {
    ProxySelector.setDefault(new LoopbackWithoutProxy(ProxySelector.getDefault()));
    List<String> words = Arrays.asList(arguments);
    if (words.equals(List.of("demo"))) {
      System.setProperty("foundry.local.pace", "0.3");
      run(asked() ? wantedPorts("demo") : LaptopPorts.free(), Demo.class);
    } else if (words.isEmpty()) {
      run(wantedPorts("run"), Serve.class);
    } else {
      refuse("Say `demo`, or nothing for the console.");
    }
  }

  /** Whether a person names a port; the demo takes free ones otherwise. */
  private static boolean asked() {
    return !System.getenv().getOrDefault(PORT, "").isBlank();
  }

  private static LaptopPorts wantedPorts(String target) {
    try {
      LaptopPorts ports = LaptopPorts.of(System.getenv(PORT));
      ports.refusal(target).ifPresent(LocalMain::refuse);
      return ports;
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static void run(LaptopPorts ports, Class<? extends QuarkusApplication> application) {
    Runtime.getRuntime().addShutdownHook(new Thread(LocalMain::ending));
    System.setProperty("quarkus.http.port", Integer.toString(ports.console()));
    System.setProperty("foundry.local.game-port", Integer.toString(ports.game()));
    Quarkus.run(application, LocalMain::end);
  }

  /**
   * All of it ends now. What fails from here on fails because of that, and is not reported; calls
   * that wait for what has ended already are not waited for.
   */
  private static void ending() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.OFF);
    }
    Thread limit = new Thread(LocalMain::endAtLast);
    limit.setDaemon(true);
    limit.start();
  }

  private static void endAtLast() {
    try {
      Thread.sleep(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  private static void end(int exitCode, Throwable failure) {
    if (failure != null) {
      startupFailure(failure)
          .ifPresentOrElse(
              known -> System.err.println(known.getMessage()), failure::printStackTrace);
    }
    System.exit(failure != null && exitCode == 0 ? 1 : exitCode);
  }

  private static Optional<StartupFailure> startupFailure(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(StartupFailure.class::isInstance)
        .map(StartupFailure.class::cast)
        .findFirst();
  }

  private static void refuse(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }
}
