/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;

/** Lets AWS fail once, at a point before or after one of the calls of ports. */
public final class Outage implements PortCalls {
  private final String failureAt;
  private final int occurrence;
  private final Kind kind;
  private int passed;

  /** How AWS fails. */
  public enum Kind {
    /** It refuses, for now. */
    THROTTLE("AWS answered ThrottlingException.", true),
    /** It breaks. */
    SERVER_ERROR("AWS answered InternalFailure.", true),
    /** It refuses for good. */
    REFUSAL("AWS answered AccessDeniedException.", false),
    /** It does not answer: nobody knows whether the call took effect. */
    TIME_OUT("AWS did not answer.", true);

    private final String text;
    private final boolean retryable;

    Kind(String text, boolean retryable) {
      this.text = text;
      this.retryable = retryable;
    }

    public PlatformException failure(String call) {
      return PlatformException.dependency("Could not do " + call + ": " + text, retryable);
    }
  }

  /**
   * @param failureAt the point to fail at, such as {@code before Tasks.run}
   * @param occurrence the how-manieth time, counted from 1
   */
  public Outage(String failureAt, int occurrence, Kind kind) {
    this.failureAt = failureAt;
    this.occurrence = occurrence;
    this.kind = kind;
  }

  /** Whether a failure can come at a point: only a time-out can hide that a call took effect. */
  public static boolean possible(String point, Kind kind) {
    return point.startsWith("before ") || kind == Kind.TIME_OUT;
  }

  @Override
  public void before(String call) {
    pass("before " + call, call);
  }

  @Override
  public void after(String call) {
    pass("after " + call, call);
  }

  private synchronized void pass(String point, String call) {
    if (point.equals(failureAt) && ++passed == occurrence) {
      throw kind.failure(call);
    }
  }

  public synchronized boolean happened() {
    return passed >= occurrence;
  }
}
