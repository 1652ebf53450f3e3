package dev.foundryhosting.local.emulator;

import io.quarkus.runtime.Quarkus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The one emulated AWS of this process; it starts with the first who asks for it. */
@Singleton
public class EmulatedAws {
  private static final Logger LOG = Logger.getLogger(EmulatedAws.class);

  private final EmulatorProcess process;
  private final EmulatorAdmin admin;

  EmulatedAws() {
    String python = Optional.ofNullable(System.getenv("FOUNDRY_EMULATOR_PYTHON")).orElse("python3");
    process = EmulatorProcess.start(python, EmulatorScript.find());
    admin = new EmulatorAdmin(process.endpoint());
    process.onUnexpectedEnd(this::ended);
  }

  /** Where all services answer. */
  public URI endpoint() {
    return process.endpoint();
  }

  /** The way in for the stand-ins. */
  public EmulatorAdmin admin() {
    return admin;
  }

  @PreDestroy
  void stop() {
    process.close();
  }

  private void ended(int exitCode) {
    // Ctrl-C reaches the child as well; it is then gone a moment before we are told ourselves.
    if (exitCode != 0) {
      LOG.errorf("The emulated AWS ended by itself (exit code %d); so this ends, too.", exitCode);
    }
    Quarkus.asyncExit(exitCode == 0 ? 0 : 1);
  }
}
