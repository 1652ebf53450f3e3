/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of the present or last start and stop, in the order in which they began.
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

  public static Progress begin(Phase phase, Instant now) {
    return new Progress(List.of(new Step(phase, now)));
  }

  public Step current() {
    return steps.getLast();
  }

  /** The same progress with this phase as the current one. */
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
