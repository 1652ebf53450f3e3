/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import java.net.URI;
import java.util.Optional;

/** An emulated AWS of a test's own. */
public final class TestEmulator implements AutoCloseable {
  private final EmulatorProcess process;

  private TestEmulator(EmulatorProcess process) {
    this.process = process;
  }

  public static TestEmulator start() {
    String python = Optional.ofNullable(System.getenv("FOUNDRY_EMULATOR_PYTHON")).orElse("python3");
    return new TestEmulator(EmulatorProcess.start(python, EmulatorScript.find()));
  }

  public URI endpoint() {
    return process.endpoint();
  }

  public EmulatorAdmin admin() {
    return new EmulatorAdmin(endpoint());
  }

  @Override
  public void close() {
    process.close();
  }
}
