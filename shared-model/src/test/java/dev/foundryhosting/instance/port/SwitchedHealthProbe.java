/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;

/** A probe of a service that answers or not, as a test wants it. */
public final class SwitchedHealthProbe implements HealthProbe {
  private final String name;
  private volatile boolean answers = true;

  public SwitchedHealthProbe(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void check() {
    if (!answers) {
      throw PlatformException.dependency("Could not reach " + name + ".", true);
    }
  }

  /** From now on the service answers, or does not. */
  public void answers(boolean now) {
    answers = now;
  }
}
