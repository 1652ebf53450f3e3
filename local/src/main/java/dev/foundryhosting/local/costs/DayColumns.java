/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import dev.foundryhosting.local.costs.Month.DonationMark;
import dev.foundryhosting.local.costs.Month.RunBar;
import dev.foundryhosting.local.drawing.Svg;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The upper part of the picture: the hours of each day, and marks for donations and credits. */
final class DayColumns {
  static final double HEIGHT = 166;

  private static final double TOP = 12;
  private static final double TALLEST = 112;
  private static final double BASE = TOP + TALLEST;
  private static final double MARKS = BASE + 11;
  private static final double MARK = 8;
  private static final double LABELS = BASE + 34;
  private static final double SHORTEST = 2;

  /** Narrower columns have a label every few days. */
  private static final double ROOM_FOR_A_LABEL = 19;

  private static final int LABELLED_EVERY = 5;
  private static final int MOST_LINES = 3;
  private static final List<Integer> STEPS = List.of(1, 2, 4, 8);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Month month;
  private final double left;
  private final double width;
  private final double dayWidth;
  private final LocalDate today;
  private final List<Duration> lengths;
  private final int step;
  private final int lines;

  DayColumns(Month month, double left, double width, Instant now) {
    this.month = month;
    this.left = left;
    this.width = width;
    this.dayWidth = width / month.month().lengthOfMonth();
    this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
    this.lengths = month.lengths();
    double longest = lengths.stream().mapToDouble(DayColumns::hours).max().orElse(0);
    this.step =
        STEPS.stream()
            .filter(each -> each * MOST_LINES >= longest)
            .findFirst()
            .orElse(STEPS.getLast());
    this.lines = Math.max(1, (int) Math.ceil(longest / step));
  }

  void draw(Svg svg) {
    for (int line = 0; line <= lines; line++) {
      double y = BASE - line * TALLEST / lines;
      svg.line("cost-line", left, y, left + width, y);
      svg.text("cost-name", 0, y + 4, line == 0 ? "Hours" : line * step + " h");
    }
    YearMonth days = month.month();
    for (int i = 0; i < days.lengthOfMonth(); i++) {
      LocalDate day = days.atDay(i + 1);
      column(svg, day, lengths.get(i));
      label(svg, day);
      marks(svg, day);
    }
  }

  private void column(Svg svg, LocalDate day, Duration length) {
    if (length.isZero()) {
      return;
    }
    boolean on = day.equals(today) && month.runs().stream().anyMatch(RunBar::running);
    double height = Math.max(SHORTEST, hours(length) / (lines * step) * TALLEST);
    double gap = Math.max(1, dayWidth * 0.15);
    svg.open(on ? "cost-day cost-on" : "cost-day")
        .title(DAY.format(day) + "\n" + MonthPicture.inWords(length))
        .rect("cost-bar", x(day) + gap, BASE - height, dayWidth - 2 * gap, height, 2)
        .close();
  }

  private void label(Svg svg, LocalDate day) {
    int number = day.getDayOfMonth();
    if (dayWidth >= ROOM_FOR_A_LABEL || number == 1 || number % LABELLED_EVERY == 0) {
      svg.text(
          day.equals(today) ? "cost-date cost-today" : "cost-date",
          x(day) + dayWidth / 2,
          LABELS,
          Integer.toString(number));
    }
  }

  /** One mark for each kind. */
  private void marks(Svg svg, LocalDate day) {
    List<DonationMark> given =
        month.marks().stream()
            .filter(mark -> mark.at().atZone(ZoneOffset.UTC).toLocalDate().equals(day))
            .toList();
    List<DonationMark.Kind> kinds =
        given.stream().map(DonationMark::kind).distinct().sorted().toList();
    for (int i = 0; i < kinds.size(); i++) {
      DonationMark.Kind kind = kinds.get(i);
      String what =
          given.stream()
              .filter(mark -> mark.kind() == kind)
              .map(DonationMark::what)
              .collect(Collectors.joining("\n"));
      double middle = x(day) + dayWidth / 2 + (i - (kinds.size() - 1) / 2.0) * (MARK - 3);
      svg.open("cost-donation-mark cost-" + kind.name().toLowerCase(Locale.ROOT))
          .title(DAY.format(day) + "\n" + what)
          .rect("cost-mark", middle - MARK / 2, MARKS - MARK / 2, MARK, MARK, MARK / 2)
          .close();
    }
  }

  private double x(LocalDate day) {
    return left + (day.getDayOfMonth() - 1) * dayWidth;
  }

  private static double hours(Duration duration) {
    return duration.toSeconds() / 3600.0;
  }
}
