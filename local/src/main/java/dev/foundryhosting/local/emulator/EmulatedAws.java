/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import io.quarkus.runtime.Quarkus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jboss.logging.Logger;

/** The one emulated AWS of this process. */
@Singleton
public class EmulatedAws {
  private static final Logger LOG = Logger.getLogger(EmulatedAws.class);

  private final EmulatorProcess process;
  private final EmulatorAdmin admin;

  EmulatedAws() {
    process = EmulatorProcess.start();
    admin = new EmulatorAdmin(process.endpoint());
    process.onUnexpectedEnd(EmulatedAws::end);
  }

  /** Where all services answer. */
  public URI endpoint() {
    return process.endpoint();
  }

  public EmulatorAdmin admin() {
    return admin;
  }

  @PreDestroy
  void stop() {
    process.close();
  }

  private static void end(int exitCode) {
    // Without an error somebody asked it to end, such as the machine that shuts down.
    if (exitCode != 0) {
      LOG.errorf("The emulated AWS ended by itself (exit code %d); so this ends, too.", exitCode);
    }
    Quarkus.asyncExit(exitCode == 0 ? 0 : 1);
  }
}
