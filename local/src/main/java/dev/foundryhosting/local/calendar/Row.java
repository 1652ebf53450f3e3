package dev.foundryhosting.local.calendar;

import java.util.Comparator;
import java.util.List;

/**
 * A licence in the calendar.
 *
 * @param name whose it is
 * @param note its sharing and its use, in a few words
 * @param bookings in the order of their starts
 */
public record Row(String name, String note, List<Booking> bookings) {
  public Row {
    bookings = bookings.stream().sorted(Comparator.comparing(Booking::start)).toList();
  }
}
