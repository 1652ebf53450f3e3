/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.calendar;

import java.util.ArrayList;
import java.util.List;

/** Puts labels that are wider than their bookings into lanes, so that none overlaps another. */
final class CalendarLanes {
  private final double gap;
  private final List<Double> ends = new ArrayList<>();

  /** Takes the gap between two labels in one lane. */
  CalendarLanes(double gap) {
    this.gap = gap;
  }

  /** The first lane with room, counted from 0. Labels come in the order of their left edges. */
  int place(double from, double to) {
    int lane = 0;
    while (lane < ends.size() && ends.get(lane) + gap > from) {
      lane++;
    }
    if (lane == ends.size()) {
      ends.add(to);
    }
    ends.set(lane, to);
    return lane;
  }

  int count() {
    return ends.size();
  }
}
