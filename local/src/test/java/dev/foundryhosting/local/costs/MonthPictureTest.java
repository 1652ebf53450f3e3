/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import static dev.foundryhosting.local.drawing.DrawnSvg.elements;
import static dev.foundryhosting.local.drawing.DrawnSvg.number;
import static dev.foundryhosting.local.drawing.DrawnSvg.only;
import static dev.foundryhosting.local.drawing.DrawnSvg.parsed;
import static dev.foundryhosting.local.drawing.DrawnSvg.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.local.costs.Month.DonationMark;
import dev.foundryhosting.local.costs.Month.DonationMark.Kind;
import dev.foundryhosting.local.costs.Month.RunBar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class MonthPictureTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final int WIDTH = 672;

  /** What is left of the width for bars. */
  private static final double ROOM = 600;

  private static final Offset<Double> A_GAP = Offset.offset(1.1);

  @Test
  void itSaysInWordsWhatItShows() {
    Element svg =
        draw(month("1.00", "0.25", "0.50", "0.25", List.of(threeHours("1.00")), List.of()));
    assertThat(svg.getAttribute("aria-label"))
        .isEqualTo(
            "November 2026: 3 h played, which cost 1.00 USD; donations 0.25, credits 0.50,"
                + " uncovered 0.25");
    assertThat(svg.getAttribute("role")).isEqualTo("img");
  }

  @Test
  void costAndCoverAreDrawnToOneScale() {
    Element svg =
        draw(month("1.00", "0.25", "0.50", "0.25", List.of(threeHours("1.00")), List.of()));
    assertThat(length(svg, "cost-run")).isCloseTo(ROOM, A_GAP);
    assertThat(length(svg, "cost-donation")).isCloseTo(ROOM / 4, A_GAP);
    assertThat(length(svg, "cost-credit")).isCloseTo(ROOM / 2, A_GAP);
    assertThat(length(svg, "cost-uncovered")).isCloseTo(ROOM / 4, A_GAP);
    assertThat(begin(svg, "cost-uncovered")).isCloseTo(begin(svg, "cost-run") + 450, A_GAP);
  }

  @Test
  void donationsBeyondTheCostReachFarther() {
    Element svg =
        draw(month("1.00", "4.00", "0.00", "0.00", List.of(threeHours("1.00")), List.of()));
    assertThat(length(svg, "cost-run")).isCloseTo(ROOM / 4, A_GAP);
    assertThat(length(svg, "cost-donation")).isCloseTo(ROOM, A_GAP);
    assertThat(elements(svg, "cost-uncovered")).isEmpty();
    assertThat(elements(svg, "cost-credit")).isEmpty();
  }

  @Test
  void eachRunIsAPartOfTheCostAndTheOneThatGoesOnStandsOut() {
    RunBar over = threeHours("0.75");
    RunBar running = new RunBar(NOW.minus(Duration.ofHours(1)), NOW, new BigDecimal("0.25"), true);
    Element svg = draw(month("1.00", "0", "0", "1.00", List.of(over, running), List.of()));
    assertThat(texts(svg, "cost-run"))
        .containsExactly(
            "20 Nov, 18:00 to 20 Nov, 21:00, 3 h\n0.75 USD",
            "24 Nov, 11:00 to 24 Nov, 12:00, 1 h\n0.25 USD");
    assertThat(elements(svg, "cost-on"))
        .extracting(each -> each.getAttribute("class"))
        .containsExactly("cost-day cost-on", "cost-run cost-on");
  }

  @ParameterizedTest
  @CsvSource({
    "PT10S, 1 h, 2.0",
    "PT30M, 1 h, 56.0",
    "PT1H, 1 h, 112.0",
    "PT3H, 3 h, 112.0",
    "PT5H, 6 h, 93.3",
    "PT24H, 24 h, 112.0"
  })
  void theLongestDayFitsUnderTheHighestLine(Duration length, String highest, double height) {
    Instant midnight = Instant.parse("2026-11-20T00:00:00Z");
    RunBar run = new RunBar(midnight, midnight.plus(length), BigDecimal.ONE, false);
    Element svg = draw(month("1", "0", "0", "1", List.of(run), List.of()));
    assertThat(texts(svg, "cost-name")).contains(highest);
    assertThat(texts(svg, "cost-name")).hasSizeLessThanOrEqualTo(6);
    assertThat(number(bar(only(svg, "cost-day")), "height")).isEqualTo(height);
  }

  @Test
  void aDayHasAMarkForEachKind() {
    List<DonationMark> marks =
        List.of(
            new DonationMark(NOW, "Donation of 3.00 USD from Ada", Kind.DONATION),
            new DonationMark(NOW, "Donation of 2.00 USD from Bo", Kind.DONATION),
            new DonationMark(NOW, "Donation of 3.00 EUR from Cy", Kind.APART),
            new DonationMark(
                NOW.minus(Duration.ofDays(2)), "Credit of 1.00 USD for a role", Kind.CREDIT));
    Element svg = draw(month("0", "5.00", "1.00", "0", List.of(), marks));
    assertThat(texts(svg, "cost-donation-mark"))
        .containsExactly(
            "22 Nov\nCredit of 1.00 USD for a role",
            "24 Nov\nDonation of 3.00 USD from Ada\nDonation of 2.00 USD from Bo",
            "24 Nov\nDonation of 3.00 EUR from Cy");
  }

  @Test
  void aMonthInWhichNothingHappenedIsDrawnEmpty() {
    Element svg = draw(month("0.00", "0.00", "0.00", "0.00", List.of(), List.of()));
    assertThat(elements(svg, "cost-bar")).isEmpty();
    assertThat(elements(svg, "cost-track")).hasSize(2);
    assertThat(texts(svg, "cost-today")).containsExactly("24");
  }

  @ParameterizedTest
  @CsvSource({"1200, 30", "672, 30", "346, 7"})
  void asManyDaysAreLabelledAsThereIsRoomFor(int width, int labels) {
    Element svg =
        parsed(MonthPicture.svg(month("0", "0", "0", "0", List.of(), List.of()), width, NOW));
    assertThat(texts(svg, "cost-date")).hasSize(labels).startsWith("1").endsWith("30");
  }

  @Test
  void nothingLeavesThePicture() {
    RunBar lastNight =
        new RunBar(
            Instant.parse("2026-11-30T20:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            new BigDecimal("0.01"),
            false);
    for (int width : List.of(240, 346, 672, 1600)) {
      Element svg =
          parsed(
              MonthPicture.svg(
                  month("0.01", "900.00", "0", "0", List.of(lastNight), List.of()), width, NOW));
      assertThat(elements(svg, "cost-bar"))
          .allSatisfy(
              bar ->
                  assertThat(number(bar, "x") + number(bar, "width")).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void textsOfGiversAreEscaped() {
    List<DonationMark> marks =
        List.of(new DonationMark(NOW, "</svg><script>x()</script>", Kind.DONATION));
    String svg = MonthPicture.svg(month("0", "1", "0", "0", List.of(), marks), WIDTH, NOW);
    assertThat(svg).doesNotContain("<script");
    assertThat(texts(parsed(svg), "cost-donation-mark"))
        .containsExactly("24 Nov\n</svg><script>x()</script>");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 239, 1601})
  void aWidthOutOfBoundsIsRefused(int width) {
    Month month = month("0", "0", "0", "0", List.of(), List.of());
    assertThatThrownBy(() -> MonthPicture.svg(month, width, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("240 and 1600");
  }

  private static Element draw(Month month) {
    return parsed(MonthPicture.svg(month, WIDTH, NOW));
  }

  private static double length(Element svg, String style) {
    return number(bar(only(svg, style)), "width");
  }

  private static double begin(Element svg, String style) {
    return number(bar(only(svg, style)), "x");
  }

  private static Element bar(Element group) {
    return (Element) group.getElementsByTagName("rect").item(0);
  }

  private static RunBar threeHours(String cost) {
    Instant from = Instant.parse("2026-11-20T18:00:00Z");
    return new RunBar(from, from.plus(Duration.ofHours(3)), new BigDecimal(cost), false);
  }

  private static Month month(
      String cost,
      String donations,
      String credits,
      String uncovered,
      List<RunBar> runs,
      List<DonationMark> marks) {
    return new Month(
        YearMonth.of(2026, 11),
        runs.stream().map(RunBar::length).reduce(Duration.ZERO, Duration::plus),
        new BigDecimal(cost),
        new BigDecimal(donations),
        new BigDecimal(credits),
        new BigDecimal(uncovered),
        "USD",
        runs,
        marks);
  }
}
