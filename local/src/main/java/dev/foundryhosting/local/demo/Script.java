/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import java.time.Duration;
import java.util.function.Supplier;

/** Prints each step with its time; the first that fails ends the demo. */
final class Script {
  private final long begun = System.nanoTime();
  private int steps;

  void title(String text) {
    System.out.printf("%n%s:%n%n", text);
  }

  void step(String what, Runnable work) {
    step(
        what,
        () -> {
          work.run();
          return "";
        });
  }

  /**
   * Takes one step.
   *
   * @param what is true after it
   * @param work returns a detail for the reader, or throws {@link DemoFailure}
   */
  void step(String what, Supplier<String> work) {
    long start = System.nanoTime();
    try {
      String detail = work.get();
      steps++;
      String more = detail.isEmpty() ? "" : " (" + detail + ")";
      System.out.printf("  ✓ %5.2f s  %s%s%n", seconds(start), what, more);
    } catch (RuntimeException e) {
      System.out.printf("  ✗ %5.2f s  %s%n", seconds(start), what);
      throw e instanceof DemoFailure known
          ? known
          : new DemoFailure(String.valueOf(e.getMessage()), e);
    }
  }

  void end() {
    System.out.printf("%n%d steps, all as they should be, in %.1f s.%n", steps, seconds(begun));
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }
}
