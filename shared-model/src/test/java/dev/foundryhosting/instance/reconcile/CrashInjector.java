/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.port.PortCalls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Kills a process at a point before or after one of its calls of ports: from then on no call of it
 * has any effect, as with a Lambda function that ran out of time or memory.
 */
public final class CrashInjector implements PortCalls {
  private final String deathAt;
  private final int occurrence;
  private final List<String> points = new ArrayList<>();
  private boolean dead;

  /** What a dead process does instead of going on. No code may catch and swallow it. */
  public static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String point) {
      super("died " + point, null, false, false);
    }
  }

  /**
   * Points are named, not numbered: steps that run at the same time pass them in any order.
   *
   * @param deathAt the point to die at, such as {@code after Tasks.run}
   * @param occurrence the how-manieth time, counted from 1
   */
  public CrashInjector(String deathAt, int occurrence) {
    this.deathAt = deathAt;
    this.occurrence = occurrence;
  }

  /** A process that never dies. */
  public static CrashInjector immortal() {
    return new CrashInjector("", 1);
  }

  @Override
  public void before(String call) {
    pass("before " + call);
  }

  @Override
  public void after(String call) {
    pass("after " + call);
  }

  private synchronized void pass(String point) {
    if (!dead) {
      points.add(point);
      dead = point.equals(deathAt) && Collections.frequency(points, point) == occurrence;
    }
    if (dead) {
      throw new Died(point);
    }
  }

  /** The points that were passed, in order. */
  public synchronized List<String> points() {
    return List.copyOf(points);
  }
}
