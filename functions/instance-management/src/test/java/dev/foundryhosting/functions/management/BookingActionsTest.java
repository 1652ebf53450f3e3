/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.command.ScheduleSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Booking and looking for a time, and what administrators and time do to servers. */
class BookingActionsTest {
  private static final UserId CARL = new UserId("carl");
  private static final String SLOT =
      "'startsAt': '2026-11-27T19:00:00Z', 'endsAt': '2026-11-27T22:00:00Z'";
  private static final String AS_ADMIN = ", 'actor': {'userId': 'boss', 'admin': true}";

  private final RequestFixture fixture = new RequestFixture();

  @BeforeEach
  void aliceAndCarlLend() {
    fixture.world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    fixture.world.worker().create(PlatformFixture.owner(CARL, "carl"));
    fixture.world.worker().create(PlatformFixture.pooled(BOB, "bob"));
    fixture.world.worker().share(ALICE, Operation.SHARE);
    fixture.world.worker().share(CARL, Operation.SHARE);
  }

  @Test
  void theLicenceThatIsPreferredIsTakenAndElseTheOwnOne() {
    assertThat(schedule(BOB, ", 'preferredLicenseId': 'byol-carl'").path("licenseId").asText())
        .isEqualTo("byol-carl");
    JsonNode own = schedule(ALICE, "");
    assertThat(own.path("licenseId").asText()).isEqualTo("byol-" + ALICE);
    assertThat(own.path("licenseType").asText()).isEqualTo("byol");
    assertThat(own.path("title").asText()).isEqualTo("Session");
    assertThat(own.has("timeZone")).isFalse();
    assertThat(own.has("notes")).isFalse();
  }

  @Test
  void aPreferredLicenceThatIsTakenGivesWayToAnother() {
    schedule(CARL, "");

    assertThat(schedule(BOB, ", 'preferredLicenseId': 'byol-carl'").path("licenseId").asText())
        .isEqualTo("byol-" + ALICE);
  }

  @Test
  void aPreferredLicenceMustExist() {
    assertThat(code(ask("schedule-session", BOB, SLOT + ", 'preferredLicenseId': 'byol-unknown'")))
        .isEqualTo("LICENSE_NOT_FOUND");
  }

  @Test
  void aUserWithoutServerCannotBook() {
    assertThat(code(ask("schedule-session", new UserId("eve"), SLOT)))
        .isEqualTo("INSTANCE_NOT_FOUND");
  }

  @Test
  void whereNobodyLendsThereIsNothingToBook() {
    fixture.world.worker().share(ALICE, Operation.UNSHARE);
    fixture.world.worker().share(CARL, Operation.UNSHARE);

    assertThat(code(ask("schedule-session", BOB, SLOT))).isEqualTo("LICENSE_UNAVAILABLE");
    JsonNode answer = data(ask("check-availability", BOB, SLOT));
    assertThat(answer.path("available").asBoolean(true)).isFalse();
    assertThat(answer.path("licenses")).isEmpty();
    assertThat(answer.has("nextFree")).isFalse();
  }

  @Test
  void whatIsInTheWayIsToldWithTheNextTimeThatIsFreeAndNotWhoBooked() {
    schedule(ALICE, "");
    schedule(CARL, "");

    JsonNode answer = data(ask("check-availability", BOB, SLOT));

    assertThat(answer.path("available").asBoolean(true)).isFalse();
    assertThat(answer.at("/conflicts").findValuesAsText("licenseId"))
        .containsExactlyInAnyOrder("byol-" + ALICE, "byol-carl");
    assertThat(answer.at("/conflicts/0/own").asBoolean(true)).isFalse();
    assertThat(answer.at("/conflicts/0").has("sessionId")).isFalse();
    assertThat(answer.at("/conflicts/0").has("userId")).isFalse();
    assertThat(answer.at("/nextFree/startsAt").asText()).isEqualTo("2026-11-27T22:15:00Z");
    assertThat(answer.at("/nextFree/endsAt").asText()).isEqualTo("2026-11-28T01:15:00Z");
    assertThat(code(ask("schedule-session", BOB, SLOT))).isEqualTo("SESSION_CONFLICT");
  }

  @Test
  void anOwnSessionIsInTheWayOfAnother() {
    schedule(BOB, "");

    JsonNode answer = data(ask("check-availability", BOB, SLOT));

    assertThat(answer.path("available").asBoolean(true)).isFalse();
    assertThat(answer.at("/conflicts/0/own").asBoolean()).isTrue();
  }

  @Test
  void anOwnerReadsWhichSessionABookingDisplacesBeforeAndAfter() {
    fixture.world.worker().share(CARL, Operation.UNSHARE);
    schedule(BOB, "");

    JsonNode found = data(ask("check-availability", ALICE, SLOT));
    JsonNode booked = schedule(ALICE, "");

    String session =
        " the session of user %s from 2026-11-27T19:00:00Z to 2026-11-27T22:00:00Z on your licence."
            .formatted(BOB);
    assertThat(found.path("available").asBoolean()).isTrue();
    assertThat(found.at("/notes/0").asText()).isEqualTo("This booking will displace" + session);
    assertThat(booked.at("/notes/0").asText()).isEqualTo("This booking displaced" + session);
    assertThat(data(ask("list-sessions", BOB, "'x': 1")).at("/sessions/0/reason").asText())
        .isEqualTo(
            "The owner needs the licence at that time. The next time of this length that is free"
                + " begins at 2026-11-27T22:15:00Z.");
  }

  @Test
  void lookingForATimeWritesNothing() {
    String before = fixture.world.store.allLicenses() + "" + fixture.world.store.allSessions();

    data(ask("check-availability", BOB, SLOT));

    assertThat(fixture.world.store.allLicenses() + "" + fixture.world.store.allSessions())
        .isEqualTo(before);
  }

  @Test
  void aTitleAndADescriptionAreKeptAsTheyAre() {
    String words = "\"O'Neill\" <b>../{{x}}</b> ${y} 🎲";
    ObjectNode request = RequestFixture.JSON.createObjectNode();
    request
        .put("action", "schedule-session")
        .put("userId", BOB.value())
        .put("startsAt", "2026-11-27T20:00")
        .put("endsAt", "2026-11-27T23:00")
        .put("timeZone", "Europe/Berlin")
        .put("title", words)
        .put("description", words);

    data(fixture.ask(request));

    JsonNode listed = data(ask("list-sessions", BOB, "'limit': 1")).at("/sessions/0");
    assertThat(listed.path("title").asText()).isEqualTo(words);
    assertThat(listed.path("description").asText()).isEqualTo(words);
    assertThat(listed.path("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(listed.path("startsAt").asText()).isEqualTo("2026-11-27T19:00:00Z");
  }

  @Test
  void aSessionThatAnAdministratorCancelsForItsUserSaysSo() {
    String id = schedule(BOB, "").path("sessionId").asText();

    JsonNode cancelled =
        data(ask("cancel-session", BOB, "'sessionId': '%s'%s".formatted(id, AS_ADMIN)));

    assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.path("reason").asText()).contains("administrator");
    assertThat(fixture.world.store.allReservations()).isEmpty();
  }

  @Test
  void evenAnAdministratorCancelsForAUserOnlyWhatIsTheUsers() {
    String id = schedule(BOB, "").path("sessionId").asText();

    assertThat(code(ask("cancel-session", ALICE, "'sessionId': '%s'%s".formatted(id, AS_ADMIN))))
        .isEqualTo("SESSION_NOT_FOUND");
    assertThat(fixture.world.store.allReservations()).hasSize(1);
  }

  @Test
  void allSessionsAreCancelledWithoutAReasonToo() {
    schedule(BOB, "");

    data(
        fixture.ask(
            "{'action': 'admin-cancel-all-sessions', 'actor': {'userId': 'b', 'admin': true}}"));

    JsonNode session = data(ask("list-sessions", BOB, "'limit': 1")).at("/sessions/0");
    assertThat(session.path("reason").asText()).contains("administrator");
  }

  @Test
  void aServerIsStoppedByForceAndSaysWhy() {
    running(ALICE);

    JsonNode stopping = data(ask("admin-force-shutdown", BOB, forcing(ALICE) + AS_ADMIN));

    assertThat(stopping.path("userId").asText()).isEqualTo(ALICE.value());
    assertThat(stopping.path("status").asText()).isEqualTo("stopping");
    assertThat(stopping.path("statusReason").asText()).isEqualTo("It burns.");
    fixture.world.settleUntil(ALICE, Status.STOPPED);
    JsonNode stopped = data(ask("status", ALICE, "'x': 1"));
    assertThat(stopped.path("status").asText()).isEqualTo("stopped");
    assertThat(stopped.path("statusReason").asText()).isEqualTo("It burns.");
  }

  @Test
  void onlyAServerThatExistsIsStoppedByForce() {
    assertThat(code(ask("admin-force-shutdown", BOB, forcing(new UserId("eve")) + AS_ADMIN)))
        .isEqualTo("INSTANCE_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin-force-shutdown", "admin-cancel-session", "admin-cancel-all-sessions"})
  void whatIsForAdministratorsIsRefusedToOthers(String action) {
    running(ALICE);
    String id = schedule(BOB, "").path("sessionId").asText();
    String fields = forcing(ALICE) + ", 'sessionId': '" + id + "'";

    assertThat(code(ask(action, ALICE, fields))).isEqualTo("PERMISSION_DENIED");
    assertThat(
            code(ask(action, BOB, fields + ", 'actor': {'userId': '" + BOB + "', 'admin': false}")))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(fixture.world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(fixture.world.store.allReservations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule-session",
        "check-availability",
        "list-sessions",
        "cancel-session",
        "keep-alive"
      })
  void onlyAnAdministratorActsOnAnotherUser(String action) {
    running(ALICE);
    String id = schedule(ALICE, "").path("sessionId").asText();
    String fields =
        "'startsAt': '2026-11-28T19:00:00Z', 'endsAt': '2026-11-28T22:00:00Z', 'minutes': 30,"
            + " 'sessionId': '%s'".formatted(id);

    assertThat(code(ask(action, ALICE, fields + ", 'actor': {'userId': 'mallory'}")))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(ask(action, ALICE, fields + AS_ADMIN).path("ok").asBoolean()).isTrue();
  }

  @Test
  void anAnnouncedEndIsShownUntilItIsPutOff() {
    running(ALICE);
    fixture.world.store.update(
        fixture.world.instance(ALICE),
        i ->
            i.noticed(
                new Notice(
                    fixture.world.clock.instant().plus(Notice.AHEAD),
                    new StopCause(StopCauseKind.IDLE, "Nobody plays."),
                    true),
                fixture.world.clock.instant()));
    String at = fixture.world.clock.instant().plus(Notice.AHEAD).toString();
    assertThat(data(ask("status", ALICE, "'x': 1")).path("shutdownAt").asText()).isEqualTo(at);

    JsonNode kept = data(ask("keep-alive", ALICE, "'minutes': 60"));

    assertThat(kept.path("status").asText()).isEqualTo("running");
    assertThat(kept.has("shutdownAt")).isFalse();
    Instant until = fixture.world.clock.instant().plus(Duration.ofHours(1));
    assertThat(kept.path("keptAliveUntil").asText()).isEqualTo(until.toString());
    fixture.world.clock.advance(Duration.ofHours(1));
    assertThat(data(ask("status", ALICE, "'x': 1")).has("keptAliveUntil")).isFalse();
  }

  @Test
  void aStartSoonBeforeASessionOfOthersIsRefusedWithItsTime() {
    fixture
        .world
        .worker()
        .scheduling()
        .schedule(
            new ScheduleSession.BookingRequest(
                BOB,
                PlatformFixture.BEGIN.plus(Duration.ofMinutes(20)),
                PlatformFixture.BEGIN.plus(Duration.ofMinutes(80)),
                new SessionText("Soon", Optional.empty(), Optional.empty()),
                Optional.of(LicenseId.ofOwner(ALICE))),
            fixture.world.deadline());

    ObjectNode refused = ask("start", ALICE, "'x': 1");

    assertThat(code(refused)).isEqualTo("LICENSE_IN_USE");
    assertThat(refused.at("/error/message").asText()).contains("2026-11-20T18:20:00Z");
  }

  private void running(UserId user) {
    fixture.world.worker().start(user);
    assertThat(fixture.world.settleUntil(user, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  private static String forcing(UserId target) {
    return "'targetUserId': '%s', 'reason': 'It burns.'".formatted(target);
  }

  private JsonNode schedule(UserId user, String more) {
    return data(ask("schedule-session", user, SLOT + more));
  }

  private ObjectNode ask(String action, UserId user, String fields) {
    return fixture.ask("{'action': '%s', 'userId': '%s', %s}".formatted(action, user, fields));
  }

  private static JsonNode data(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("data");
  }

  private static String code(ObjectNode answer) {
    return answer.at("/error/code").asText();
  }
}
