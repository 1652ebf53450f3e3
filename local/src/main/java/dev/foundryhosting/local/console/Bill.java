package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.local.costs.DonationMark;
import dev.foundryhosting.local.costs.Month;
import dev.foundryhosting.local.costs.RunBar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Reads the answer to {@code get-user-costs} (docs/api.md) for whoever draws it. */
final class Bill {
  private Bill() {}

  /**
   * @param now until when a run goes that has no end yet
   */
  static Month read(JsonNode costs, Instant now) {
    String currency = costs.path("currency").asText();
    List<RunBar> plays = new ArrayList<>();
    List<DonationMark> gifts = new ArrayList<>();
    for (JsonNode entry : costs.path("entries")) {
      switch (entry.path("type").asText()) {
        case "run" -> plays.add(play(entry, now));
        case "donation" -> gifts.add(donation(entry, currency));
        case "credit" -> gifts.add(credit(entry));
        // A kind that is newer than this page: its amount is in the sums all the same.
        default -> {}
      }
    }
    return new Month(
        YearMonth.parse(costs.path("month").asText()),
        Duration.ofSeconds(costs.path("seconds").asLong()),
        amount(costs, "cost"),
        amount(costs, "donations"),
        amount(costs, "credits"),
        amount(costs, "uncovered"),
        currency,
        plays,
        gifts);
  }

  private static RunBar play(JsonNode run, Instant now) {
    boolean running = run.path("running").asBoolean();
    Instant from = Instant.parse(run.path("from").asText());
    Instant until = run.has("until") ? Instant.parse(run.path("until").asText()) : now;
    return new RunBar(from, until.isBefore(from) ? from : until, amount(run, "cost"), running);
  }

  private static DonationMark donation(JsonNode donation, String platforms) {
    String who = donation.path("from").asText("somebody");
    String what = "%s of %s from %s".formatted(donation.path("kind").asText(), sum(donation), who);
    boolean counts = donation.path("currency").asText().equals(platforms);
    return new DonationMark(
        at(donation), what, counts ? DonationMark.Kind.DONATION : DonationMark.Kind.APART);
  }

  private static DonationMark credit(JsonNode credit) {
    String what = "Credit of %s for a role".formatted(sum(credit));
    return new DonationMark(at(credit), what, DonationMark.Kind.CREDIT);
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.path("at").asText());
  }

  private static String sum(JsonNode entry) {
    return entry.path("amount").asText() + " " + entry.path("currency").asText();
  }

  private static BigDecimal amount(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText("0"));
  }
}
