package dev.foundryhosting.local.calendar;

import java.util.ArrayList;
import java.util.List;

/** Puts what is wider than its place into lanes below each other, so that nothing overlaps. */
final class CalendarLanes {
  private final double gap;
  private final List<Double> ends = new ArrayList<>();

  /**
   * @param gap what must lie between two in one lane
   */
  CalendarLanes(double gap) {
    this.gap = gap;
  }

  /**
   * The first lane with room, counted from 0. Places come in the order of their left edges.
   *
   * @param from the left edge
   * @param to the right edge
   */
  int place(double from, double to) {
    for (int lane = 0; lane < ends.size(); lane++) {
      if (ends.get(lane) + gap <= from) {
        ends.set(lane, to);
        return lane;
      }
    }
    ends.add(to);
    return ends.size() - 1;
  }

  int count() {
    return ends.size();
  }
}
