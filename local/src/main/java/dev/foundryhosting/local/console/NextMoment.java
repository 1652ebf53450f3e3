package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The next time at which something happens by itself, so that nobody has to wait for it.
 *
 * @param what happens, as a sentence
 */
public record NextMoment(Instant at, String what) {
  private static final Duration WARNED_AHEAD = Duration.ofMinutes(15);
  private static final Duration PREPARED_AHEAD = Duration.ofMinutes(5);

  /**
   * @param instances and sessions in the shape of the contract
   */
  static Optional<NextMoment> after(
      Instant now, List<? extends JsonNode> instances, List<? extends JsonNode> sessions) {
    return Stream.concat(
            sessions.stream().flatMap(NextMoment::ofSession),
            instances.stream().flatMap(NextMoment::ofServer))
        .filter(moment -> moment.at().isAfter(now))
        .min(Comparator.comparing(NextMoment::at));
  }

  private static Stream<NextMoment> ofSession(JsonNode session) {
    Instant start = Instant.parse(session.path("startsAt").asText());
    String title = "“" + session.path("title").asText() + "”";
    return switch (session.path("status").asText()) {
      case "scheduled", "preparing" ->
          Stream.of(
              new NextMoment(
                  start.minus(WARNED_AHEAD),
                  "Whoever plays on the licence of %s is warned".formatted(title)),
              new NextMoment(start.minus(PREPARED_AHEAD), title + " is prepared"),
              new NextMoment(start, title + " begins"));
      case "active" ->
          Stream.of(
              new NextMoment(Instant.parse(session.path("endsAt").asText()), title + " ends"));
      default -> Stream.empty();
    };
  }

  private static Stream<NextMoment> ofServer(JsonNode instance) {
    return instance.hasNonNull("shutdownAt")
        ? Stream.of(
            new NextMoment(
                Instant.parse(instance.path("shutdownAt").asText()),
                "The server of %s is stopped".formatted(instance.path("username").asText())))
        : Stream.empty();
  }
}
