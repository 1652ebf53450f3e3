/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.calendar;

import static dev.foundryhosting.local.drawing.DrawnSvg.elements;
import static dev.foundryhosting.local.drawing.DrawnSvg.number;
import static dev.foundryhosting.local.drawing.DrawnSvg.only;
import static dev.foundryhosting.local.drawing.DrawnSvg.parsed;
import static dev.foundryhosting.local.drawing.DrawnSvg.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.local.calendar.BookingCalendar.Booking;
import dev.foundryhosting.local.calendar.BookingCalendar.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BookingCalendarTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void fourteenDaysBeginToday() {
    assertThat(texts(draw(), "cal-date"))
        .startsWith("24 Nov", "25 Nov")
        .contains("7 Dec")
        .doesNotContain("8 Dec", "23 Nov");
    assertThat(texts(draw(), "cal-day")).hasSize(14).startsWith("Today", "Wed");
  }

  @Test
  void inAnotherZoneItMayBeTomorrowAlready() {
    Element svg = parsed(BookingCalendar.svg(List.of(), NOW, ZoneId.of("Pacific/Kiritimati")));
    assertThat(texts(svg, "cal-date")).startsWith("25 Nov");
  }

  @Test
  void aBookingSaysAllWhenPointedAtAndShowsItsTimeInTheZone() {
    Element svg = draw(row("Anna", booking("2026-11-25T18:00:00Z", "Curse of Strahd", true)));
    Element booking = only(svg, "cal-booking");
    assertThat(booking.getAttribute("class")).isEqualTo("cal-booking cal-own");
    assertThat(booking.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Curse of Strahd\nWed 25 Nov, 19:00 to 23:00\nBo");
    assertThat(texts(svg, "cal-time")).containsExactly("19:00");
    assertThat(texts(svg, "cal-title")).containsExactly("Curse of S…");
  }

  @Test
  void whatOthersBookedLooksOtherwise() {
    Element svg = draw(row("Anna", booking("2026-11-25T18:00:00Z", "x", false)));
    assertThat(only(svg, "cal-booking").getAttribute("class")).isEqualTo("cal-booking cal-other");
  }

  @Test
  void whatIsOverOrTooFarAheadIsLeftOut() {
    Element svg =
        draw(
            row(
                "Anna",
                booking("2026-11-22T18:00:00Z", "over", false),
                booking("2026-12-24T18:00:00Z", "far", false)));
    assertThat(elements(svg, "cal-booking")).isEmpty();
  }

  @Test
  void whatBeganYesterdayIsCutAtTheEdgeAndKeepsItsLabel() {
    Element svg = draw(row("Anna", booking("2026-11-23T21:00:00Z", "late", false)));
    Element bar = only(svg, "cal-bar");
    assertThat(number(bar, "x")).isEqualTo(124);
    assertThat(number(bar, "width")).isBetween(5.0, 6.5);
  }

  @Test
  void labelsOfOneRowNeverOverlapAndNoneIsCutOff() {
    List<Booking> many =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    booking(
                        NOW.plus(Duration.ofHours(5L * i)).toString(), "Session " + i, i % 2 == 0))
            .toList();
    Element svg = draw(new Row("Anna", "lent", many));
    List<Element> labels = elements(svg, "cal-time");
    assertThat(labels).hasSize(60);
    List<String> crossing = new ArrayList<>();
    for (Element one : labels) {
      assertThat(number(one, "x") + 67).isLessThanOrEqualTo(124 + 14 * 71);
      for (Element other : labels) {
        boolean sameLine = number(one, "y") == number(other, "y");
        double apart = number(other, "x") - number(one, "x");
        if (one != other && sameLine && apart >= 0 && apart < 67) {
          crossing.add(one.getAttribute("x") + " and " + other.getAttribute("x"));
        }
      }
    }
    assertThat(crossing).isEmpty();
  }

  @Test
  void eachRowIsBelowTheOneBefore() {
    Element svg =
        draw(
            row("Anna", booking("2026-11-25T18:00:00Z", "x", true)),
            row("Bo", booking("2026-11-25T18:00:00Z", "y", false)));
    List<Element> owners = elements(svg, "cal-owner");
    List<Element> bars = elements(svg, "cal-bar");
    assertThat(owners).extracting(Element::getTextContent).containsExactly("Anna", "Bo");
    assertThat(number(bars.get(1), "y")).isGreaterThan(number(owners.get(0), "y"));
    assertThat(number(bars.get(1), "y") + number(bars.get(1), "height"))
        .isLessThan(Double.parseDouble(svg.getAttribute("height")));
  }

  @Test
  void nowIsALine() {
    Element line = only(draw(), "cal-now-line");
    // 13:00 in Berlin.
    assertThat(number(line, "x1"))
        .isBetween(124 + 71 * 13 / 24.0 - 0.1, 124 + 71 * 13 / 24.0 + 0.1);
  }

  @Test
  void whatPeopleTypeIsOnlyText() {
    String svg =
        BookingCalendar.svg(
            List.of(row("<b>&\"", booking("2026-11-25T18:00:00Z", "</svg><script>x()", true))),
            NOW,
            BERLIN);
    assertThat(svg).doesNotContain("<script", "<b>");
    assertThat(texts(parsed(svg), "cal-owner")).containsExactly("<b>&\"");
  }

  private static Element draw(Row... rows) {
    return parsed(BookingCalendar.svg(List.of(rows), NOW, BERLIN));
  }

  private static Row row(String name, Booking... bookings) {
    return new Row(name, "lent", List.of(bookings));
  }

  private static Booking booking(String start, String title, boolean own) {
    Instant begin = Instant.parse(start);
    return new Booking(begin, begin.plus(Duration.ofHours(4)), title, "Bo", own, false);
  }
}
