/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.util.function.Supplier;

/**
 * Port: ends the calls of some work when its deadline does, so that no port takes a deadline for
 * its calls.
 */
@FunctionalInterface
public interface CallLimit {
  /** Does the work in this thread; its calls fail once the deadline is over. */
  <T> T within(Deadline deadline, Supplier<T> work);

  /** For calls that take no time. */
  static CallLimit none() {
    return CallLimit::unlimited;
  }

  private static <T> T unlimited(Deadline deadline, Supplier<T> work) {
    return work.get();
  }
}
