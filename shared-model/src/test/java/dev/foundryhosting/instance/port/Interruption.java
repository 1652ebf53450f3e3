/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

/**
 * Lets something else happen in the middle of a process: it stands still at one point before or
 * after one of its calls of ports, and goes on when the other is done.
 */
public final class Interruption implements PortCalls {
  private final String at;
  private final int occurrence;
  private final Runnable meanwhile;
  private int passed;

  /**
   * @param at the point, such as {@code after Tasks.run}
   * @param occurrence the how-manieth time, counted from 1
   */
  public Interruption(String at, int occurrence, Runnable meanwhile) {
    this.at = at;
    this.occurrence = occurrence;
    this.meanwhile = meanwhile;
  }

  public synchronized boolean happened() {
    return passed >= occurrence;
  }

  @Override
  public void before(String call) {
    pass("before " + call);
  }

  @Override
  public void after(String call) {
    pass("after " + call);
  }

  private void pass(String point) {
    if (point.equals(at) && isTheOne()) {
      meanwhile.run();
    }
  }

  private synchronized boolean isTheOne() {
    return ++passed == occurrence;
  }
}
