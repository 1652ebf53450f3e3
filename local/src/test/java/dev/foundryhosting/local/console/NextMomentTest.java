/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.lambda.SampleAnswers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextMomentTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-24T12:00:00Z, scheduled, 2026-11-24T18:45:00Z, Players on the licence of “x” are warned",
    "2026-11-24T18:45:00Z, scheduled, 2026-11-24T18:55:00Z, “x” is prepared",
    "2026-11-24T18:55:00Z, preparing, 2026-11-24T19:00:00Z, “x” begins",
    "2026-11-24T18:56:00Z, active, 2026-11-24T23:00:00Z, “x” ends"
  })
  void aSessionIsFollowedThroughAllItsTimes(Instant now, String status, Instant at, String what) {
    assertThat(NextMoment.after(now, List.of(), List.of(session(status))))
        .contains(new NextMoment(at, what));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T19:00:01Z, preparing",
    "2026-11-24T12:00:00Z, completed",
    "2026-11-24T12:00:00Z, cancelled",
    "2026-11-24T12:00:00Z, failed"
  })
  void whatIsOverOrLateHasNoNextTime(Instant now, String status) {
    assertThat(NextMoment.after(now, List.of(), List.of(session(status)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T22:00:00Z, The server of Anna is stopped",
    "2026-11-24T23:30:00Z, “x” ends"
  })
  void theSoonestComesFirst(Instant shutdownAt, String what) {
    InstanceAnswer server =
        SampleAnswers.of(
            InstanceAnswer.class, "{'username': 'Anna', 'shutdownAt': '%s'}".formatted(shutdownAt));
    assertThat(
            NextMoment.after(
                Instant.parse("2026-11-24T20:00:00Z"), List.of(server), List.of(session("active"))))
        .map(NextMoment::what)
        .contains(what);
  }

  private static SessionAnswer session(String status) {
    return SampleAnswers.of(
        SessionAnswer.class,
        """
        {'title': 'x', 'startsAt': '2026-11-24T19:00:00Z', 'endsAt': '2026-11-24T23:00:00Z',
         'status': '%s'}"""
            .formatted(status));
  }
}
