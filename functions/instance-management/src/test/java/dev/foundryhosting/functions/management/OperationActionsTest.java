/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.usage.UsageSamples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What maintainers order and see. */
class OperationActionsTest {
  private static final String BOSS = "'actor': {'userId': 'boss', 'admin': true}";

  private final RequestFixture fixture = new RequestFixture();

  @BeforeEach
  void aliceHasAServer() {
    var unused = fixture.world.worker().create(PlatformFixture.owner(ALICE, "alice"));
  }

  @Test
  void maintenanceTellsHowManyServersItWillEnd() {
    start();

    JsonNode ordered = data(maintain("'enabled': true, 'reason': 'We move.'"));

    assertThat(ordered.path("servers").asInt()).isEqualTo(1);
    assertThat(ordered.at("/maintenance/reason").asText()).isEqualTo("We move.");
    assertThat(ordered.at("/maintenance/by").asText()).isEqualTo("boss");
    assertThat(ordered.at("/maintenance/since").asText())
        .isEqualTo(fixture.world.clock.instant().toString());
    fixture.world.worker().sweep();
    ObjectNode status = fixture.ask("{'action': 'status', 'userId': '%s'}".formatted(ALICE));
    assertThat(status.path("data").has("shutdownAt")).isTrue();
  }

  @Test
  void whoIsRefusedReadsTheReason() {
    data(maintain("'enabled': true, 'reason': 'We move.'"));

    ObjectNode refused = fixture.ask("{'action': 'start', 'userId': '%s'}".formatted(ALICE));

    assertThat(refused.path("error"))
        .hasToString(
            "{\"code\":\"MAINTENANCE\",\"message\":\"The platform is in maintenance: We"
                + " move.\",\"retryable\":true}");
  }

  @Test
  void liftingNeedsNoReason() {
    data(maintain("'enabled': true, 'reason': 'We move.'"));

    assertThat(data(maintain("'enabled': false")))
        .hasToString("{\"maintenance\":{\"enabled\":false},\"servers\":0}");
    data(maintain("'enabled': false, 'reason': 'Done.'"));
    assertThat(fixture.ask("{'action': 'start', 'userId': '%s'}".formatted(ALICE)).path("ok"))
        .hasToString("true");
  }

  @Test
  void aReasonThatIsAStoryIsRefused() {
    ObjectNode answer = maintain("'enabled': true, 'reason': '%s'".formatted("x".repeat(501)));

    assertThat(answer.at("/error/field").asText()).isEqualTo("reason");
    assertThat(fixture.world.store.maintenance()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'action': 'admin-system-maintenance', 'enabled': true, 'reason': 'x'",
        "'action': 'admin-maintenance-reset'",
        "'action': 'admin-overview'",
        "'action': 'credit-supporter', 'roles': ['gold']"
      })
  void onlyAnAdministratorMayDoThat(String request) {
    ObjectNode answer = fixture.ask("{'userId': '%s', %s}".formatted(ALICE, request));

    assertThat(answer.at("/error/code").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(fixture.world.store.maintenance()).isEmpty();
    assertThat(fixture.ledger.month(ALICE, UsageSamples.NOVEMBER).entries()).isEmpty();
  }

  @Test
  void theOverviewCountsWhatThereIs() {
    var unused = fixture.world.worker().create(PlatformFixture.pooled(BOB, "bob"));
    start();
    fixture.world.players.play("alice", 3);
    fixture.world.clock.advance(Duration.ofMinutes(5));
    fixture.world.worker().sweep();
    var scheduled =
        fixture
            .world
            .worker()
            .schedule(
                ALICE,
                fixture.world.clock.instant().plus(Duration.ofHours(9)),
                Duration.ofHours(2));
    fixture.world.clock.advance(Duration.ofHours(1));

    JsonNode overview = data(fixture.ask("{'action': 'admin-overview', " + BOSS + "}"));

    assertThat(overview.at("/servers/total").asInt()).isEqualTo(2);
    assertThat(overview.at("/servers/running").asInt()).isEqualTo(1);
    assertThat(overview.at("/running/players").asInt()).isEqualTo(3);
    assertThat(overview.at("/running/cost").asText()).isEqualTo("0.05");
    assertThat(overview.at("/sessions/scheduled").asInt()).isEqualTo(1);
    assertThat(overview.at("/sessions/next/sessionId").asText())
        .isEqualTo(scheduled.sessionId().value());
    assertThat(overview.at("/licenses/inUse").asInt()).isEqualTo(1);
    assertThat(overview.at("/month/coveredPercent").asInt()).isEqualTo(100);
    assertThat(overview.toString()).doesNotContain("null");
  }

  @Test
  void whoGivesInPrivateHasNoNameInTheOverview() {
    var unused =
        fixture.ledger.book(
            UsageSamples.privateDonation("m-1", UsageSamples.money("9.00", UsageSamples.USD)),
            Optional.of(BOB));

    JsonNode overview = data(fixture.ask("{'action': 'admin-overview', " + BOSS + "}"));

    assertThat(overview.path("contributors"))
        .hasToString(
            "[{\"userId\":\"%s\",\"donations\":\"9.00\",\"currency\":\"USD\"}]".formatted(BOB));
    assertThat(overview.toString()).doesNotContain("Zoë");
  }

  @Test
  void aRoleIsCreditedOnceAMonth() {
    String request =
        "{'action': 'credit-supporter', 'userId': '%s', 'roles': ['gold', 'silver', 'x'], %s}"
            .formatted(ALICE, BOSS);

    assertThat(data(fixture.ask(request)).path("booked").asInt()).isEqualTo(2);
    assertThat(data(fixture.ask(request)).path("booked").asInt()).isZero();
    assertThat(fixture.ledger.month(ALICE, UsageSamples.NOVEMBER).total().credits())
        .satisfies(
            credits ->
                assertThat(credits.in(UsageSamples.USD))
                    .isEqualTo(UsageSamples.money("7.50", UsageSamples.USD)));
    fixture.world.clock.advance(Duration.ofDays(20));
    assertThat(data(fixture.ask(request)).path("booked").asInt()).isEqualTo(2);
    assertThat(
            data(fixture.ask(request.replace("'gold', 'silver', 'x'", ""))).path("booked").asInt())
        .isZero();
  }

  private void start() {
    var unused = fixture.world.worker().start(ALICE);
    assertThat(fixture.world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  private ObjectNode maintain(String fields) {
    return fixture.ask("{'action': 'admin-system-maintenance', " + fields + ", " + BOSS + "}");
  }

  private static JsonNode data(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("data");
  }
}
