/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.JPY;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static dev.foundryhosting.usage.UsageSamples.privateDonation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostActionsTest {
  private final RequestFixture fixture = new RequestFixture();

  @Test
  void withoutAMonthItIsThisOne() {
    JsonNode costs = data(fixture.ask("{'action': 'get-user-costs', 'userId': 'Anna_01'}"));

    assertThat(costs)
        .hasToString(
            "{\"userId\":\"Anna_01\",\"month\":\"2026-11\",\"seconds\":0,\"cost\":\"0.00\","
                + "\"donations\":\"0.00\",\"credits\":\"0.00\",\"uncovered\":\"0.00\","
                + "\"currency\":\"USD\",\"entries\":[]}");
  }

  @Test
  void everyKindOfEntryIsShownAndOtherCurrenciesApart() {
    play("run-1", Instant.parse("2026-11-30T22:00:00Z"), Duration.ofHours(100));
    var unused = fixture.ledger.book(donation("m-1", money("0.05", USD)), Optional.of(ANNA));
    unused = fixture.ledger.book(donation("m-2", money("25", EUR)), Optional.of(ANNA));
    unused = fixture.ledger.book(privateDonation("m-3", money("500", JPY)), Optional.of(ANNA));
    assertThat(
            fixture.ledger.bookCredit(
                ANNA, NOVEMBER, new CreditEntry("gold", money("0.01", USD), NOW)))
        .isTrue();

    JsonNode costs =
        data(fixture.ask("{'action': 'get-user-costs', 'userId': 'Anna_01', 'month': '2026-11'}"));

    assertThat(costs.path("seconds").asLong()).isEqualTo(7200);
    assertThat(costs.path("cost").asText()).isEqualTo("0.09");
    assertThat(costs.path("donations").asText()).isEqualTo("0.05");
    assertThat(costs.path("credits").asText()).isEqualTo("0.01");
    assertThat(costs.path("uncovered").asText()).isEqualTo("0.03");
    assertThat(costs.path("otherDonations"))
        .hasToString(
            "[{\"amount\":\"25.00\",\"currency\":\"EUR\"},"
                + "{\"amount\":\"500\",\"currency\":\"JPY\"}]");
    assertThat(costs.path("entries"))
        .extracting(entry -> entry.path("type").asText())
        .containsExactly("credit", "donation", "donation", "donation", "run");
    assertThat(costs.at("/entries/1/message").asText()).startsWith("Thanks");
    assertThat(costs.at("/entries/3").has("from")).isFalse();
    assertThat(costs.at("/entries/3").has("message")).isFalse();
    assertThat(costs.toString()).doesNotContain("null", UsageSamples.PAYER.value());
  }

  @Test
  void aRunningServerShowsWhatItCostSoFar() {
    PlatformFixture world = fixture.world;
    world.worker().create(PlatformFixture.owner(ANNA, "anna"));
    world.worker().start(ANNA);
    world.settleUntil(ANNA, Status.RUNNING);
    world.clock.advance(Duration.ofHours(3));

    JsonNode status = data(fixture.ask("{'action': 'status', 'userId': 'Anna_01'}"));
    JsonNode costs = data(fixture.ask("{'action': 'get-user-costs', 'userId': 'Anna_01'}"));

    assertThat(status.path("cost")).hasToString("{\"amount\":\"0.14\",\"currency\":\"USD\"}");
    assertThat(costs.path("cost").asText()).isEqualTo("0.14");
    assertThat(costs.path("entries")).hasSize(1);
    assertThat(costs.at("/entries/0/type").asText()).isEqualTo("run");
    assertThat(costs.at("/entries/0/running").asBoolean()).isTrue();
    assertThat(costs.at("/entries/0/cost").asText()).isEqualTo("0.14");
    assertThat(costs.path("seconds")).isEqualTo(costs.at("/entries/0/seconds"));

    world.worker().stop(ANNA);
    world.settleUntil(ANNA, Status.STOPPED);

    JsonNode booked = data(fixture.ask("{'action': 'get-user-costs', 'userId': 'Anna_01'}"));
    assertThat(booked.path("entries")).hasSize(1);
    assertThat(booked.at("/entries/0").has("running")).isFalse();
    assertThat(booked.at("/entries/0/ending").asText()).isEqualTo("asked");
    assertThat(data(fixture.ask("{'action': 'status', 'userId': 'Anna_01'}")).has("cost"))
        .isFalse();
  }

  @Test
  void endingsAreCountedAndServersLookedAt() {
    PlatformFixture world = fixture.world;
    world.worker().create(PlatformFixture.owner(ANNA, "anna"));
    world.worker().start(ANNA);
    world.settleUntil(ANNA, Status.RUNNING);
    world.players.play("anna", 0);
    world.clock.advance(Duration.ofMinutes(5));
    world.worker().sweep();

    assertThat(stats())
        .hasToString(
            "{\"month\":\"2026-11\",\"stops\":{},\"servers\":{\"running\":1,\"empty\":1,"
                + "\"warned\":0,\"unreadable\":0}}");

    world.settle();

    assertThat(stats())
        .hasToString(
            "{\"month\":\"2026-11\",\"stops\":{\"never_joined\":1},\"servers\":{\"running\":0,"
                + "\"empty\":0,\"warned\":0,\"unreadable\":0}}");
    assertThat(code("{'action': 'shutdown-stats', 'userId': 'Anna_01'}"))
        .isEqualTo("PERMISSION_DENIED");
  }

  private JsonNode stats() {
    return data(
        fixture.ask(
            "{'action': 'shutdown-stats', 'month': '2026-11',"
                + " 'actor': {'userId': 'boss', 'admin': true}}"));
  }

  @Test
  void onlyTheUserAndAdministratorsSeeAUsersCosts() {
    assertThat(
            code("{'action': 'get-user-costs', 'userId': 'Anna_01', 'actor': {'userId': 'ben'}}"))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(code("{'action': 'get-all-costs', 'userId': 'Anna_01'}"))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(
            code(
                "{'action': 'claim-donation', 'userId': 'Anna_01', 'transactionId': 'x',"
                    + " 'actor': {'userId': 'ben'}}"))
        .isEqualTo("PERMISSION_DENIED");
  }

  @ParameterizedTest
  @CsvSource({"2026-13", "1999-01", "2026", "november"})
  void aMonthThatIsNoneIsRefused(String month) {
    assertThat(
            fixture
                .ask("{'action': 'get-user-costs', 'userId': 'a', 'month': '%s'}".formatted(month))
                .at("/error/field")
                .asText())
        .isEqualTo("month");
  }

  @Test
  void aClaimTellsWhatNobodyToldYet() {
    var unused = fixture.ledger.book(donation("m-1", money("3", USD)), Optional.empty());

    assertThat(data(claim("tx-m-1")).path("amount").asText()).isEqualTo("3.00");

    assertThat(fixture.notifications.published())
        .extracting(DomainEvent::eventId)
        .containsExactly("donation-m-1");
  }

  @Test
  void aClaimHoldsAlsoWhenItCannotBeTold() {
    var unused = fixture.ledger.book(donation("m-1", money("3", USD)), Optional.empty());
    fixture.notifications.breakDown(true);

    assertThat(data(claim("tx-m-1")).path("userId").asText()).isEqualTo("Anna_01");

    assertThat(fixture.ledger.month(ANNA, NOVEMBER).entries()).hasSize(1);
    assertThat(fixture.ledger.unpublished(10)).hasSize(1);
  }

  @Test
  void whatNobodyGaveCannotBeClaimed() {
    ObjectNode answer = claim("tx-m-1");

    assertThat(answer.at("/error/field").asText()).isEqualTo("transactionId");
    assertThat(answer.at("/error/message").asText())
        .isEqualTo("transactionId names no donation that has arrived");
  }

  private ObjectNode claim(String transactionId) {
    return fixture.ask(
        "{'action': 'claim-donation', 'userId': 'Anna_01', 'transactionId': '%s'}"
            .formatted(transactionId));
  }

  private void play(String runId, Instant from, Duration length) {
    assertThat(
            new BookRun(fixture.ledger, PRICES)
                .book(UsageSamples.run(runId, ANNA, from, from.plus(length))))
        .isTrue();
  }

  private String code(String request) {
    return fixture.ask(request).at("/error/code").asText();
  }

  private static JsonNode data(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("data");
  }
}
