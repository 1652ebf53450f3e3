/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The next time at which something happens by itself, to which the clock can be moved.
 *
 * @param what happens, as a sentence
 */
public record NextMoment(Instant at, String what) {
  private static final Duration WARNED_AHEAD = Duration.ofMinutes(15);
  private static final Duration PREPARED_AHEAD = Duration.ofMinutes(5);

  static Optional<NextMoment> after(
      Instant now, List<InstanceAnswer> instances, List<SessionAnswer> sessions) {
    return Stream.concat(
            sessions.stream().flatMap(NextMoment::ofSession),
            instances.stream().flatMap(NextMoment::ofServer))
        .filter(moment -> moment.at().isAfter(now))
        .min(Comparator.comparing(NextMoment::at));
  }

  private static Stream<NextMoment> ofSession(SessionAnswer session) {
    Instant start = session.startsAt();
    String title = "“" + session.title() + "”";
    if (session.status().is(SessionStatus.ACTIVE)) {
      return Stream.of(new NextMoment(session.endsAt(), title + " ends"));
    }
    return session.status().is(SessionStatus.SCHEDULED)
            || session.status().is(SessionStatus.PREPARING)
        ? Stream.of(
            new NextMoment(
                start.minus(WARNED_AHEAD),
                "Players on the licence of %s are warned".formatted(title)),
            new NextMoment(start.minus(PREPARED_AHEAD), title + " is prepared"),
            new NextMoment(start, title + " begins"))
        : Stream.empty();
  }

  private static Stream<NextMoment> ofServer(InstanceAnswer instance) {
    String what = "The server of %s is stopped".formatted(instance.username());
    return instance.shutdownAt().map(at -> new NextMoment(at, what)).stream();
  }
}
