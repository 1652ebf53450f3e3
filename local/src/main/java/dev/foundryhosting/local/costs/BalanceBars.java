/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import dev.foundryhosting.local.drawing.Svg;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The lower part of the picture: the month's cost, run by run, above what covers it. Both bars have
 * one scale, so donations beyond the cost reach farther than the bar above them.
 */
final class BalanceBars {
  private static final double BAR = 18;
  private static final double BETWEEN = 6;
  private static final double GAP = 1;
  private static final double RADIUS = 3;
  static final double HEIGHT = 2 * BAR + BETWEEN + 1;

  /** So that the smallest amount is still visible. */
  private static final double SHORTEST = 2;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Month month;
  private final double left;
  private final double width;
  private final double most;

  BalanceBars(Month month, double left, double width) {
    this.month = month;
    this.left = left;
    this.width = width;
    this.most = month.cost().max(month.donations().add(month.credits())).doubleValue();
  }

  void draw(Svg svg, double top) {
    double second = top + BAR + BETWEEN;
    name(svg, top, "Cost");
    double x = left;
    for (Month.RunBar run : month.runs()) {
      String when = TIME.format(run.from()) + " to " + TIME.format(run.until());
      x =
          part(
              svg,
              run.running() ? "cost-run cost-on" : "cost-run",
              when + ", " + MonthPicture.inWords(run.length()),
              run.cost(),
              x,
              top);
    }
    name(svg, second, "Covered");
    x = part(svg, "cost-donation", "Donations", month.donations(), left, second);
    x = part(svg, "cost-credit", "Credits", month.credits(), x, second);
    double unused = part(svg, "cost-uncovered", "Uncovered", month.uncovered(), x, second);
  }

  private void name(Svg svg, double top, String text) {
    svg.text("cost-name", 0, top + BAR - 5, text);
    svg.rect("cost-track", left, top, width, BAR, RADIUS);
  }

  /** Draws a part and returns the next one's place. */
  private double part(Svg svg, String style, String what, BigDecimal amount, double x, double top) {
    if (amount.signum() <= 0) {
      return x;
    }
    double length = amount.doubleValue() / most * width;
    svg.open(style)
        .title("%s\n%s %s".formatted(what, amount.toPlainString(), month.currency()))
        .rect("cost-bar", x, top, Math.max(SHORTEST, length - GAP), BAR, RADIUS)
        .close();
    return x + length;
  }
}
