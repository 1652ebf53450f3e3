package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of the present or last motion, in the order in which they began.
 *
 * @param steps at least one
 */
public record Progress(List<Step> steps) {
  public Progress {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("progress has at least one phase");
    }
  }

  /** A motion that begins. */
  public static Progress begin(Phase phase, Instant now) {
    return new Progress(List.of(new Step(phase, now)));
  }

  /** The phase now. */
  public Step current() {
    return steps.getLast();
  }

  /** The same motion, in this phase now; unchanged when it was in it already. */
  public Progress in(Phase phase, Instant now) {
    if (current().phase() == phase) {
      return this;
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(phase, now));
    return new Progress(longer);
  }

  /** A phase and when it began. */
  public record Step(Phase phase, Instant since) {}
}
