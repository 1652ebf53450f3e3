/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.instance.port.CallLimit;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Until when the calls to AWS of a thread, and of the threads that it starts, may take: a function
 * that is killed in the middle of a call answers nothing. {@link AwsClients} cuts each call's
 * time-outs to what is left, so no port takes a deadline for its calls.
 *
 * <p>It holds from its making until it is closed, by the same thread. The time is that of the
 * machine: Lambda's limit does not follow a clock that a test moves.
 */
public final class CallDeadline implements AutoCloseable {
  private static final InheritableThreadLocal<Long> ENDS = new InheritableThreadLocal<>();

  private final Long before;

  private CallDeadline(Duration left) {
    this.before = ENDS.get();
    long ends = System.nanoTime() + left.toNanos();
    ENDS.set(before == null || ends - before < 0 ? ends : before);
  }

  /** From now on until it is closed; an earlier one goes on to hold. */
  public static CallDeadline begin(Deadline deadline) {
    return new CallDeadline(deadline.left());
  }

  /** A {@link CallLimit}. */
  public static <T> T within(Deadline deadline, Supplier<T> work) {
    try (CallDeadline unused = begin(deadline)) {
      return work.get();
    }
  }

  /** The time that is left to calls of this thread; empty where there is no limit. */
  static Optional<Duration> left() {
    Long ends = ENDS.get();
    return ends == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, ends - System.nanoTime())));
  }

  /** The shorter of a time-out and the time that is left. */
  static Duration cut(Duration timeOut) {
    return left().filter(left -> left.compareTo(timeOut) < 0).orElse(timeOut);
  }

  @Override
  public void close() {
    if (before == null) {
      ENDS.remove();
    } else {
      ENDS.set(before);
    }
  }
}
