/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.calendar;

import dev.foundryhosting.local.drawing.Svg;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Two weeks of the pool's bookings as a picture: a row for each licence, a column for each day. The
 * page's style sheet colours it (classes {@code cal-...} of console.css).
 */
public final class BookingCalendar {
  private static final int DAYS = 14;
  private static final double NAMES = 124;
  private static final double DAY = 71;
  private static final double HEAD = 40;
  private static final double ROW_PADDING = 10;
  private static final double BAR = 14;
  private static final double LABEL = 28;
  private static final double LABEL_WIDTH = DAY - 4;
  private static final double LABEL_GAP = 2;
  private static final double SHORTEST_BAR = 3;

  /** The labels' font fits so many characters into a day, and beside a name. */
  private static final int LABEL_CHARACTERS = 11;

  private static final int NAME_CHARACTERS = 17;
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final DateTimeFormatter WEEKDAY = format("EEE");
  private static final DateTimeFormatter DATE = format("d MMM");
  private static final DateTimeFormatter TIME = format("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME = format("EEE d MMM, HH:mm");

  private final Scale scale;
  private final Instant now;
  private final LocalDate today;
  private final ZoneId zone;

  private BookingCalendar(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
    this.today = now.atZone(zone).toLocalDate();
    this.scale = new Scale(today, DAYS, zone, NAMES, DAY);
  }

  /**
   * A licence.
   *
   * @param name the owner's
   * @param note its sharing and use, in a few words
   * @param bookings in any order
   */
  public record Row(String name, String note, List<Booking> bookings) {
    public Row {
      bookings = bookings.stream().sorted(Comparator.comparing(Booking::start)).toList();
    }
  }

  /**
   * A booked session.
   *
   * @param who the name of the user who booked it
   * @param own whether that is the viewer
   * @param on whether it takes place now
   */
  public record Booking(
      Instant start, Instant end, String title, String who, boolean own, boolean on) {
    public Booking {
      if (!end.isAfter(start)) {
        throw new IllegalArgumentException("a booking ends after it starts");
      }
    }
  }

  /** A booking with the place of its label. */
  private record Placed(Booking booking, double labelX, int lane) {}

  /** A row with its place. */
  private record PlacedRow(Row row, List<Placed> bookings, double height) {}

  /**
   * The two weeks that begin today.
   *
   * @param zone whose days and hours are shown
   */
  public static String svg(List<Row> rows, Instant now, ZoneId zone) {
    return new BookingCalendar(now, zone).draw(rows);
  }

  private String draw(List<Row> rows) {
    List<PlacedRow> placed = rows.stream().map(this::placed).toList();
    double height = HEAD + placed.stream().mapToDouble(PlacedRow::height).sum() + 1;
    String title = "Bookings from %s on, in %s".formatted(DATE.format(today), zone.getId());
    Svg svg = new Svg("calendar", scale.right(), height, title);
    days(svg, height);
    double top = HEAD;
    for (PlacedRow row : placed) {
      svg.line("cal-line", 0, top, scale.right(), top);
      for (Placed booking : row.bookings()) {
        bar(svg, booking, top);
      }
      top += row.height();
    }
    double x = scale.x(now);
    svg.open("cal-now").title("Now: " + DAY_AND_TIME.format(now.atZone(zone)));
    svg.line("cal-now-line", x, HEAD - 6, x, height).close();
    names(svg, placed, height);
    return svg.end();
  }

  private void days(Svg svg, double height) {
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = today.plusDays(i);
      double x = scale.column(day);
      if (WEEKEND.contains(day.getDayOfWeek())) {
        svg.rect("cal-weekend", x, 0, DAY, height, 0);
      }
      svg.line("cal-line", x, 0, x, height);
      String style = i == 0 ? "cal-day cal-today" : "cal-day";
      svg.text(style, x + 6, 16, i == 0 ? "Today" : WEEKDAY.format(day));
      svg.text("cal-date", x + 6, 31, DATE.format(day));
    }
  }

  private void bar(Svg svg, Placed placed, double top) {
    Booking booking = placed.booking();
    ZonedDateTime start = booking.start().atZone(zone);
    String style = "cal-booking " + (booking.own() ? "cal-own" : "cal-other");
    svg.open(booking.on() ? style + " cal-on" : style);
    svg.title(
        "%s\n%s to %s\n%s%s"
            .formatted(
                booking.title(),
                DAY_AND_TIME.format(start),
                TIME.format(booking.end().atZone(zone)),
                booking.who(),
                booking.on() ? ", now" : ""));
    double from = scale.x(booking.start());
    double width = Math.max(SHORTEST_BAR, scale.x(booking.end()) - from);
    svg.rect("cal-bar", from, top + ROW_PADDING, width, BAR, 3);
    double y = top + ROW_PADDING + BAR + 12 + placed.lane() * LABEL;
    svg.text("cal-time", placed.labelX(), y, TIME.format(start));
    svg.text("cal-title", placed.labelX(), y + 12, shortened(booking.title(), LABEL_CHARACTERS));
    svg.close();
  }

  /** Last, so that they lie above what scrolls beneath them. */
  private static void names(Svg svg, List<PlacedRow> rows, double height) {
    svg.open("cal-names").rect("cal-ground", 0, 0, NAMES, height, 0);
    svg.line("cal-line", NAMES, 0, NAMES, height);
    svg.text("cal-date", 8, 31, "Licence of");
    double top = HEAD;
    for (PlacedRow placed : rows) {
      Row row = placed.row();
      svg.line("cal-line", 0, top, NAMES, top);
      svg.open("cal-name").title(row.name() + "\n" + row.note());
      svg.text("cal-owner", 8, top + 21, shortened(row.name(), NAME_CHARACTERS - 3));
      svg.text("cal-note", 8, top + 37, shortened(row.note(), NAME_CHARACTERS));
      svg.close();
      top += placed.height();
    }
    svg.close();
  }

  private PlacedRow placed(Row row) {
    List<Double> laneEnds = new ArrayList<>();
    List<Placed> placed =
        row.bookings().stream()
            .filter(booking -> scale.shows(booking.start(), booking.end()))
            .map(booking -> placed(booking, laneEnds))
            .toList();
    double height = 2 * ROW_PADDING + BAR + LABEL * Math.max(1, laneEnds.size());
    return new PlacedRow(row, placed, height);
  }

  /** Labels are wider than their bookings: each gets the first lane in which there is room. */
  private Placed placed(Booking booking, List<Double> laneEnds) {
    double x = Math.min(scale.x(booking.start()), scale.right() - LABEL_WIDTH);
    int lane = 0;
    while (lane < laneEnds.size() && laneEnds.get(lane) + LABEL_GAP > x) {
      lane++;
    }
    if (lane == laneEnds.size()) {
      laneEnds.add(0.0);
    }
    laneEnds.set(lane, x + LABEL_WIDTH);
    return new Placed(booking, x, lane);
  }

  private static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)).strip() + "…";
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
