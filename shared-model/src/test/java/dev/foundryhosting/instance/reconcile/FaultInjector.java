/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.port.PortCalls;

/**
 * Something that goes wrong once, at the how-manieth point before or after any call of a port: the
 * process dies, or AWS fails or does not answer.
 */
public final class FaultInjector implements PortCalls {
  private final Kind kind;
  private final int at;
  private int passed;
  private boolean dead;

  /** What goes wrong. */
  public enum Kind {
    NOTHING,
    DEATH,
    OUTAGE
  }

  /**
   * @param at the point counted from 1; never reached when the command takes fewer calls
   */
  public FaultInjector(Kind kind, int at) {
    this.kind = kind;
    this.at = at;
  }

  /** Whether it came to pass. */
  public synchronized boolean happened() {
    return kind != Kind.NOTHING && passed >= at;
  }

  @Override
  public void before(String call) {
    pass("before", call);
  }

  @Override
  public void after(String call) {
    pass("after", call);
  }

  private synchronized void pass(String when, String call) {
    passed++;
    boolean now = passed == at;
    switch (kind) {
      case NOTHING -> {}
      case DEATH -> {
        dead |= now;
        if (dead) {
          throw new CrashInjector.Died(when + " " + call);
        }
      }
      case OUTAGE -> {
        if (now) {
          throw Outage.Kind.TIME_OUT.failure(call);
        }
      }
    }
  }
}
