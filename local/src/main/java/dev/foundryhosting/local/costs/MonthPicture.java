/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import dev.foundryhosting.local.drawing.Svg;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A user's month as a picture: a column for the hours of each day, marks for donations and credits,
 * and below them the cost above what covers it. The page's style sheet colours it (classes {@code
 * cost-...} of console.css).
 */
public final class MonthPicture {
  public static final int NARROWEST = 240;
  public static final int WIDEST = 1600;

  private static final double NAMES = 64;
  private static final double MARGIN = 8;
  private static final double GAP = 22;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  private MonthPicture() {}

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
    double room = width - NAMES - MARGIN;
    DayColumns days = new DayColumns(month, NAMES, room, now);
    BalanceBars balance = new BalanceBars(month, NAMES, room);
    Svg svg = new Svg("month", width, DayColumns.HEIGHT + GAP + BalanceBars.HEIGHT, inWords(month));
    days.draw(svg);
    balance.draw(svg, DayColumns.HEIGHT + GAP);
    return svg.end();
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
  static String inWords(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes == 0) {
      return duration.toSeconds() + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
