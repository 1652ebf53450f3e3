package dev.foundryhosting.local.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Prints each step with its time, and stops at the first that is not as it should be. */
final class Script {
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private int steps;

  Script(PrintStream out) {
    this.out = out;
  }

  /**
   * Does one step.
   *
   * @param what is true when it succeeded
   * @param work answers with what a reader wants to know about it, or throws {@link
   *     DemoFailure}
   */
  void step(String what, Work work) {
    long start = System.nanoTime();
    try {
      String detail = work.done();
      steps++;
      String more = detail.isEmpty() ? "" : " (" + detail + ")";
      out.printf("  ✓ %5.2f s  %s%s%n", seconds(start), what, more);
    } catch (RuntimeException e) {
      out.printf("  ✗ %5.2f s  %s%n", seconds(start), what);
      throw e instanceof DemoFailure known
          ? known
          : new DemoFailure(String.valueOf(e.getMessage()), e);
    }
  }

  void end() {
    out.printf("%n%d steps, all as they should be, in %.1f s.%n", steps, seconds(begun));
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  /** The doing of a step. */
  @FunctionalInterface
  interface Work {
    String done();
  }
}
