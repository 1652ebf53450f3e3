/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners may do with their licences, and what others see of them. */
class LicenseActionsTest {
  private static final Instant START = PlatformFixture.BEGIN.plus(Duration.ofDays(2));

  private final RequestFixture fixture = new RequestFixture();

  @BeforeEach
  void aliceHasALicenceAndBobHasNone() {
    fixture.world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    fixture.world.worker().create(PlatformFixture.pooled(BOB, "bob"));
  }

  @Test
  void aLicenceIsLentAndTakenBackWhileNobodyBookedIt() {
    assertThat(share(true).path("sharing").asText()).isEqualTo("shared");
    assertThat(share(true).path("sharing").asText()).isEqualTo("shared");
    assertThat(share(false).path("sharing").asText()).isEqualTo("private");
    assertThat(share(false).path("ownerId").asText()).isEqualTo(ALICE.value());
  }

  @ParameterizedTest(name = "{0} of a licence that is {1} and booked by others: {2}")
  @CsvSource({
    "schedule_stop_after_sessions, private, private",
    "schedule_stop_after_sessions, shared, stopping",
    "schedule_stop_after_sessions, stopping, stopping",
    "schedule_stop_after_sessions, withdrawn, INVALID_STATE",
    "cancel_scheduled_stop, private, INVALID_STATE",
    "cancel_scheduled_stop, shared, shared",
    "cancel_scheduled_stop, stopping, shared",
    "cancel_scheduled_stop, withdrawn, INVALID_STATE",
    "immediate_stop, private, INVALID_STATE",
    "immediate_stop, shared, withdrawn",
    "immediate_stop, stopping, withdrawn",
    "immediate_stop, withdrawn, withdrawn",
    "reactivate_sharing, private, shared",
    "reactivate_sharing, shared, shared",
    "reactivate_sharing, stopping, shared",
    "reactivate_sharing, withdrawn, shared",
    "cleanup_orphaned, private, private",
    "cleanup_orphaned, shared, shared",
    "cleanup_orphaned, stopping, stopping",
    "cleanup_orphaned, withdrawn, withdrawn"
  })
  void anOperationDoesWhatItSays(String operation, String state, String expected) {
    bring(state);

    ObjectNode answer = manage(operation);

    if (expected.equals("INVALID_STATE")) {
      assertThat(code(answer)).isEqualTo(expected);
      assertThat(sharing()).isEqualTo(state);
    } else {
      assertThat(data(answer).path("sharing").asText()).isEqualTo(expected);
      assertThat(sharing()).isEqualTo(expected);
    }
  }

  @Test
  void whatIsTakenBackAtOnceFailsTheBorrowersSessionAndNotTheOwners() {
    share(true);
    Session bobs = fixture.world.worker().schedule(BOB, START, Duration.ofHours(2));
    Session alices =
        fixture.world.worker().schedule(ALICE, START.plus(Duration.ofDays(1)), Duration.ofHours(2));

    JsonNode license = data(manage("immediate_stop"));

    assertThat(license.at("/bookings").findValuesAsText("sessionId"))
        .containsExactly(alices.sessionId().value());
    assertThat(status(bobs)).isEqualTo(SessionStatus.FAILED);
    assertThat(status(alices)).isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aClaimOfARunThatIsNoMoreIsCleanedUp() {
    LicenseId id = LicenseId.ofOwner(ALICE);
    fixture.world.store.update(
        id, license -> license.claimed(new RunClaim("gone", BOB, fixture.world.clock.instant())));
    JsonNode before = data(pool(ALICE.value(), "")).at("/licenses/0");
    assertThat(before.path("inUse").asBoolean()).isTrue();

    assertThat(data(manage("cleanup_orphaned")).path("inUse").asBoolean(true)).isFalse();
  }

  @Test
  void theKeyOfALicenceThatIsOlderThanClaimsIsClaimed() {
    License claimed = license();
    assertThat(fixture.world.store.remove(claimed)).isTrue();
    fixture.world.store.put(
        License.registered(
            ALICE, claimed.credentials(), claimed.sharing(), fixture.world.clock.instant()));

    data(manage("cleanup_orphaned"));

    assertThat(license().claims().held()).isEqualTo(claimed.claims().held()).isNotEmpty();
  }

  @Test
  void whatRunsIsNotCleanedUp() {
    fixture.world.worker().start(ALICE);

    assertThat(data(manage("cleanup_orphaned")).path("inUse").asBoolean()).isTrue();
  }

  @Test
  void aLicenceOutlivesItsOwnersServerWhereThatWasAskedFor() {
    share(true);
    fixture.world.worker().destroy(ALICE, true);
    fixture.world.settle();

    assertThat(share(false).path("sharing").asText()).isEqualTo("private");
    assertThat(share(true).path("sharing").asText()).isEqualTo("shared");
    assertThat(data(manage("immediate_stop")).path("sharing").asText()).isEqualTo("withdrawn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'action': 'set-license-sharing', 'share': true",
        "'action': 'manage-license-state', 'operation': 'reactivate_sharing'",
        "'action': 'manage-license-state', 'operation': 'cleanup_orphaned'"
      })
  void whoBroughtNoLicenceAlongHasNoneToLend(String what) {
    assertThat(code(fixture.ask("{%s, 'userId': '%s'}".formatted(what, BOB))))
        .isEqualTo("LICENSE_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'action': 'set-license-sharing', 'share': true",
        "'action': 'manage-license-state', 'operation': 'reactivate_sharing'",
        "'action': 'license-pool-status'"
      })
  void onlyAnAdministratorDoesSoForTheOwner(String what) {
    String request = "{%s, 'userId': '%s', 'actor': {'userId': 'mallory', 'admin': %s}}";

    assertThat(code(fixture.ask(request.formatted(what, ALICE, false))))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(sharing()).isEqualTo("private");
    assertThat(fixture.ask(request.formatted(what, ALICE, true)).path("ok").asBoolean()).isTrue();
  }

  @Test
  void whoPlaysOnALicenceIsForItsOwnerAndAdministratorsAndThePlayer() {
    bobPlaysOnAlicesLicence();

    for (String asked : new String[] {ALICE.value(), BOB.value()}) {
      assertThat(data(pool(asked, "")).at("/licenses/0/inUseBy").asText()).isEqualTo(BOB.value());
    }
    assertThat(
            data(pool("eve", ", 'actor': {'userId': 'boss', 'admin': true}"))
                .at("/licenses/0/inUseBy")
                .asText())
        .isEqualTo(BOB.value());
    JsonNode others = data(pool("eve", "")).at("/licenses/0");
    assertThat(others.path("inUse").asBoolean()).isTrue();
    assertThat(others.has("inUseSince")).isTrue();
    assertThat(others.has("inUseBy")).isFalse();
    assertThat(others.toString().replace("byol-" + ALICE, ""))
        .doesNotContain(BOB.value(), ALICE.value());
  }

  @Test
  void thePoolCountsWhatNobodyUses() {
    bobPlaysOnAlicesLicence();

    JsonNode pool = data(pool("eve", ""));

    assertThat(pool.path("total").asInt()).isEqualTo(1);
    assertThat(pool.path("free").asInt(-1)).isZero();
  }

  @Test
  void aPrivateLicenceIsInNobodysPoolButTheOwners() {
    assertThat(data(pool(BOB.value(), "")).at("/licenses")).isEmpty();
    JsonNode own = data(pool(ALICE.value(), "")).at("/licenses/0");
    assertThat(own.path("own").asBoolean()).isTrue();
    assertThat(own.path("sharing").asText()).isEqualTo("private");
  }

  @Test
  void noAnswerTellsCredentials() {
    share(true);
    String secrets = fixture.world.store.allLicenses().getFirst().credentials().secretArn().get();

    assertThat(pool(ALICE.value(), "").toString() + share(true) + manage("reactivate_sharing"))
        .doesNotContain(secrets, "account-of-", "KEY1", "password");
  }

  private void bobPlaysOnAlicesLicence() {
    share(true);
    fixture
        .world
        .worker()
        .schedule(BOB, PlatformFixture.BEGIN.plus(Duration.ofHours(1)), Duration.ofHours(2));
    fixture.world.clock.advance(Duration.ofMinutes(56));
    fixture.world.worker().prepareSessions();
    assertThat(fixture.world.tasks.live(BOB)).hasSize(1);
  }

  /** Bob's booking is there as long as it may be. */
  private void bring(String state) {
    if (!state.equals("private")) {
      share(true);
      fixture.world.worker().schedule(BOB, START, Duration.ofHours(2));
    }
    if (state.equals("stopping")) {
      share(false);
    }
    if (state.equals("withdrawn")) {
      manage("immediate_stop");
    }
    assertThat(sharing()).isEqualTo(state);
  }

  private String sharing() {
    return license().sharing().label();
  }

  private License license() {
    return fixture.world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow();
  }

  private SessionStatus status(Session session) {
    return fixture.world.store.find(session.sessionId()).orElseThrow().status();
  }

  private JsonNode share(boolean share) {
    return data(
        fixture.ask(
            "{'action': 'set-license-sharing', 'userId': '%s', 'share': %s}"
                .formatted(ALICE, share)));
  }

  private ObjectNode manage(String operation) {
    return fixture.ask(
        "{'action': 'manage-license-state', 'userId': '%s', 'operation': '%s'}"
            .formatted(ALICE, operation));
  }

  private ObjectNode pool(String user, String more) {
    return fixture.ask("{'action': 'license-pool-status', 'userId': '%s'%s}".formatted(user, more));
  }

  private static JsonNode data(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("data");
  }

  private static String code(ObjectNode answer) {
    return answer.at("/error/code").asText();
  }
}
