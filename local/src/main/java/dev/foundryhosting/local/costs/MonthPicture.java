/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.foundryhosting.local.costs.Month.DonationMark;
import dev.foundryhosting.local.costs.Month.RunBar;
import dev.foundryhosting.local.drawing.Svg;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user's month as a picture: a column for the hours of each day, marks for donations and credits,
 * and below them the cost, run by run, above what covers it. Both bars have one scale, so donations
 * beyond the cost reach farther than the bar above them. The page's style sheet colours it (classes
 * {@code cost-...} of console.css).
 */
public final class MonthPicture {
  public static final int NARROWEST = 240;
  public static final int WIDEST = 1600;

  /** Where columns and bars begin, right of their names. */
  private static final double LEFT = 64;

  private static final double MARGIN = 8;

  private static final double DAYS_TOP = 12;
  private static final double TALLEST = 112;
  private static final double BASE = DAYS_TOP + TALLEST;
  private static final double MARKS = BASE + 11;
  private static final double MARK = 8;
  private static final double LABELS = BASE + 34;

  private static final double BAR = 18;
  private static final double COST = BASE + 64;
  private static final double COVERED = COST + BAR + 6;
  private static final double HEIGHT = COVERED + BAR + 1;
  private static final double GAP = 1;
  private static final double RADIUS = 3;

  /** So that the shortest run and the smallest amount are still visible. */
  private static final double SHORTEST = 2;

  /** Narrower columns have a label every few days. */
  private static final double ROOM_FOR_A_LABEL = 19;

  private static final int LABELLED_EVERY = 5;
  private static final int MOST_LINES = 3;
  private static final List<Integer> STEPS = List.of(1, 2, 4, 8);
  private static final DateTimeFormatter NAME = format("MMMM yyyy");
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter TIME = format("d MMM, HH:mm");

  private final Month month;
  private final double width;
  private final double dayWidth;
  private final LocalDate today;
  private final Svg svg;

  private MonthPicture(Month month, int width, Instant now) {
    this.month = month;
    this.width = width - LEFT - MARGIN;
    this.dayWidth = this.width / month.month().lengthOfMonth();
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.svg = new Svg("month", width, HEIGHT, inWords(month));
  }

  /**
   * @param width of the picture, in units that are a pixel each, so that its letters are as large
   *     as the page's
   * @param now the platform's time
   */
  public static String svg(Month month, int width, Instant now) {
    if (width < NARROWEST || width > WIDEST) {
      throw new IllegalArgumentException(
          "width must lie between %d and %d".formatted(NARROWEST, WIDEST));
    }
    MonthPicture picture = new MonthPicture(month, width, now);
    picture.days();
    picture.balance();
    return picture.svg.end();
  }

  private void days() {
    List<Duration> lengths = month.lengths();
    double longest = lengths.stream().mapToDouble(MonthPicture::hours).max().orElse(0);
    int step =
        STEPS.stream()
            .filter(each -> each * MOST_LINES >= longest)
            .findFirst()
            .orElse(STEPS.getLast());
    int lines = Math.max(1, (int) Math.ceil(longest / step));
    for (int line = 0; line <= lines; line++) {
      double y = BASE - line * TALLEST / lines;
      svg.line("cost-line", LEFT, y, LEFT + width, y);
      svg.text("cost-name", 0, y + 4, line == 0 ? "Hours" : line * step + " h");
    }
    for (int i = 0; i < lengths.size(); i++) {
      LocalDate day = month.month().atDay(i + 1);
      column(day, lengths.get(i), TALLEST / (lines * step));
      label(day);
      marks(day);
    }
  }

  private void column(LocalDate day, Duration length, double hourHeight) {
    if (length.isZero()) {
      return;
    }
    boolean on = day.equals(today) && month.runs().stream().anyMatch(RunBar::running);
    double height = Math.max(SHORTEST, hours(length) * hourHeight);
    double gap = Math.max(1, dayWidth * 0.15);
    svg.open(on ? "cost-day cost-on" : "cost-day")
        .title(DAY.format(day) + "\n" + inWords(length))
        .rect("cost-bar", x(day) + gap, BASE - height, dayWidth - 2 * gap, height, 2)
        .close();
  }

  private void label(LocalDate day) {
    int number = day.getDayOfMonth();
    if (dayWidth >= ROOM_FOR_A_LABEL || number == 1 || number % LABELLED_EVERY == 0) {
      String style = day.equals(today) ? "cost-date cost-today" : "cost-date";
      svg.text(style, x(day) + dayWidth / 2, LABELS, Integer.toString(number));
    }
  }

  /** One mark for each kind. */
  private void marks(LocalDate day) {
    Map<DonationMark.Kind, String> given =
        month.marks().stream()
            .filter(mark -> LocalDate.ofInstant(mark.at(), ZoneOffset.UTC).equals(day))
            .collect(
                groupingBy(
                    DonationMark::kind, TreeMap::new, mapping(DonationMark::what, joining("\n"))));
    double middle = x(day) + dayWidth / 2 - (given.size() - 1) / 2.0 * (MARK - 3);
    for (Map.Entry<DonationMark.Kind, String> each : given.entrySet()) {
      svg.open("cost-donation-mark cost-" + each.getKey().name().toLowerCase(Locale.ROOT))
          .title(DAY.format(day) + "\n" + each.getValue())
          .rect("cost-mark", middle - MARK / 2, MARKS - MARK / 2, MARK, MARK, MARK / 2)
          .close();
      middle += MARK - 3;
    }
  }

  private void balance() {
    bar(COST, "Cost");
    double x = LEFT;
    for (RunBar run : month.runs()) {
      String when =
          "%s to %s, %s"
              .formatted(TIME.format(run.from()), TIME.format(run.until()), inWords(run.length()));
      x = part(run.running() ? "cost-run cost-on" : "cost-run", when, run.cost(), x, COST);
    }
    bar(COVERED, "Covered");
    x = part("cost-donation", "Donations", month.donations(), LEFT, COVERED);
    x = part("cost-credit", "Credits", month.credits(), x, COVERED);
    double unused = part("cost-uncovered", "Uncovered", month.uncovered(), x, COVERED);
  }

  private void bar(double top, String name) {
    svg.text("cost-name", 0, top + BAR - 5, name);
    svg.rect("cost-track", LEFT, top, width, BAR, RADIUS);
  }

  /** Draws a part of a bar and returns the next one's place. */
  private double part(String style, String what, BigDecimal amount, double x, double top) {
    if (amount.signum() <= 0) {
      return x;
    }
    BigDecimal most = month.cost().max(month.donations().add(month.credits()));
    double length = amount.doubleValue() / most.doubleValue() * width;
    svg.open(style)
        .title("%s\n%s %s".formatted(what, amount.toPlainString(), month.currency()))
        .rect("cost-bar", x, top, Math.max(SHORTEST, length - GAP), BAR, RADIUS)
        .close();
    return x + length;
  }

  private double x(LocalDate day) {
    return LEFT + (day.getDayOfMonth() - 1) * dayWidth;
  }

  private static double hours(Duration duration) {
    return duration.toSeconds() / 3600.0;
  }

  private static String inWords(Month month) {
    return "%s: %s played, which cost %s %s; donations %s, credits %s, uncovered %s"
        .formatted(
            NAME.format(month.month()),
            inWords(month.played()),
            month.cost().toPlainString(),
            month.currency(),
            month.donations().toPlainString(),
            month.credits().toPlainString(),
            month.uncovered().toPlainString());
  }

  /** As {@code 3 h 5 min}; seconds only where there is nothing else. */
  private static String inWords(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes == 0) {
      return duration.toSeconds() + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
