/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions and licences as callers see them. */
class SessionActionsTest {
  private static final String SLOT =
      "'startsAt': '2026-11-27T19:00:00Z', 'endsAt': '2026-11-27T22:00:00Z'";

  private final RequestFixture fixture = new RequestFixture();

  @BeforeEach
  void aliceLendsToBobAndCarol() {
    fixture.world.worker().create(PlatformFixture.owner(PlatformFixture.ALICE, "alice"));
    fixture.world.worker().create(PlatformFixture.pooled(PlatformFixture.BOB, "bob"));
    ok(
        "{'action': 'set-license-sharing', 'userId': '%s', 'share': true}"
            .formatted(PlatformFixture.ALICE));
  }

  @Test
  void whatSomebodyElseBookedCanNeitherBeListedNorCancelled() {
    String id = booked();

    assertThat(error("{'action': 'list-sessions', 'userId': '%s', 'actor': {'userId': 'eve'}}"))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(
            error(
                "{'action': 'cancel-session', 'userId': '%s', 'sessionId': '"
                    + id
                    + "', 'actor': {'userId': 'eve'}}"))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(
            code(
                fixture.ask(
                    "{'action': 'cancel-session', 'userId': 'eve', 'sessionId': '%s'}"
                        .formatted(id))))
        .isEqualTo("SESSION_NOT_FOUND");
    assertThat(fixture.world.store.allReservations()).hasSize(1);
  }

  @Test
  void anAdministratorActsForAnybody() {
    String id = booked();
    String asAdmin = ", 'actor': {'userId': 'boss', 'admin': true}}";

    assertThat(
            ok("{'action': 'list-sessions', 'userId': '" + PlatformFixture.BOB + "'" + asAdmin)
                .at("/sessions"))
        .hasSize(1);
    assertThat(
            ok("{'action': 'admin-cancel-session', 'sessionId': '"
                    + id
                    + "', 'reason': 'We move.'"
                    + asAdmin)
                .path("reason")
                .asText())
        .isEqualTo("We move.");
    assertThat(
            code(
                fixture.ask(
                    "{'action': 'admin-cancel-session', 'userId': '%s', 'sessionId': 'x', 'reason': 'y'}"
                        .formatted(PlatformFixture.BOB))))
        .isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void everySessionIsCalledOffAtOnce() {
    booked();
    ok(
        "{'action': 'schedule-session', 'userId': '%s', 'startsAt': '2026-11-29T19:00:00Z',"
                .formatted(PlatformFixture.ALICE)
            + " 'endsAt': '2026-11-29T22:00:00Z'}");
    String all =
        "{'action': 'admin-cancel-all-sessions', 'reason': 'We move.',"
            + " 'actor': {'userId': 'boss', 'admin': true}}";

    assertThat(ok(all).toString()).isEqualTo("{\"cancelled\":2,\"failed\":0,\"left\":0}");
    assertThat(ok(all).toString()).isEqualTo("{\"cancelled\":0,\"failed\":0,\"left\":0}");
    assertThat(fixture.world.store.allReservations()).isEmpty();
  }

  @Test
  void onlyTheOwnerSeesWhoBooked() {
    booked();

    assertThat(pool(PlatformFixture.ALICE.value()).at("/licenses/0/bookings/0/userId").asText())
        .isEqualTo(PlatformFixture.BOB.value());
    assertThat(pool(PlatformFixture.BOB.value()).at("/licenses/0/bookings/0/userId").asText())
        .isEqualTo(PlatformFixture.BOB.value());
    assertThat(pool("eve").at("/licenses/0/bookings/0").has("userId")).isFalse();
    assertThat(pool("eve").at("/licenses/0").has("ownerId")).isFalse();
    assertThat(pool("eve").at("/licenses/0/bookings/0/startsAt").asText())
        .isEqualTo("2026-11-27T19:00:00Z");
  }

  @Test
  void aServerShowsItsNextSessionAndTheOneItRunsFor() {
    String id = booked();
    assertThat(status().at("/nextSession/sessionId").asText()).isEqualTo(id);
    assertThat(status().has("linkedSessionId")).isFalse();

    fixture.world.clock.advance(
        Duration.between(fixture.world.clock.instant(), Instant.parse("2026-11-27T18:56:00Z")));
    fixture.world.worker().prepareSessions();
    fixture.world.settleUntil(PlatformFixture.BOB, Status.RUNNING);
    fixture.world.clock.advance(Duration.ofMinutes(5));
    fixture.world.worker().sweep();

    assertThat(status().path("linkedSessionId").asText()).isEqualTo(id);
    assertThat(status().path("players").asInt()).isEqualTo(1);
  }

  @Test
  void sessionsAreListedPageByPage() {
    for (int day = 1; day <= 3; day++) {
      ok(
          ("{'action': 'schedule-session', 'userId': '%s', 'title': 'Day %d',"
                  + " 'startsAt': '2026-12-0%dT19:00:00Z', 'endsAt': '2026-12-0%dT20:00:00Z'}")
              .formatted(PlatformFixture.BOB, day, day, day));
    }
    ObjectNode first =
        ok(
            "{'action': 'list-sessions', 'userId': '%s', 'limit': 2}"
                .formatted(PlatformFixture.BOB));
    ObjectNode rest =
        ok(
            "{'action': 'list-sessions', 'userId': '%s', 'limit': 2, 'cursor': '%s'}"
                .formatted(PlatformFixture.BOB, first.path("cursor").asText()));

    assertThat(first.at("/sessions").findValuesAsText("title")).containsExactly("Day 3", "Day 2");
    assertThat(rest.at("/sessions").findValuesAsText("title")).containsExactly("Day 1");
    assertThat(rest.has("cursor")).isFalse();
  }

  @Test
  void anEleventhSessionIsRefused() {
    for (int day = 10; day < 20; day++) {
      ok(
          ("{'action': 'schedule-session', 'userId': '%s',"
                  + " 'startsAt': '2026-12-%dT19:00:00Z', 'endsAt': '2026-12-%dT20:00:00Z'}")
              .formatted(PlatformFixture.BOB, day, day));
    }

    assertThat(error("{'action': 'schedule-session', 'userId': '%s', " + SLOT + "}"))
        .isEqualTo("INVALID_STATE");
    ObjectNode available =
        ok(
            "{'action': 'check-availability', 'userId': '"
                + PlatformFixture.BOB
                + "', "
                + SLOT
                + "}");
    assertThat(available.path("available").asBoolean(true)).isFalse();
    assertThat(available.path("licenses")).isEmpty();
    assertThat(available.path("conflicts")).isEmpty();
    assertThat(available.path("reason").asText()).contains("10 sessions open");
  }

  @Test
  void aDescriptionMayHaveSeveralLines() {
    String request =
        "{'action': 'schedule-session', 'userId': '%s', 'description': 'Bring\\n\\tdice.', ";

    assertThat(
            ok((request + SLOT + "}").formatted(PlatformFixture.BOB)).path("description").asText())
        .isEqualTo("Bring\n\tdice.");
    assertThat(
            error(
                "{'action': 'schedule-session', 'userId': '%s', 'title': 'Two\\nlines', "
                    + SLOT
                    + "}"))
        .isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void aSlotMustBeOneThatCanBeBooked() {
    assertInvalid("startsAt", "2026-11-20T17:00:00Z", "2026-11-20T19:00:00Z");
    assertInvalid("startsAt", "2027-03-01T17:00:00Z", "2027-03-01T19:00:00Z");
    assertInvalid("endsAt", "2026-11-27T19:00:00Z", "2026-11-27T19:14:59Z");
    assertInvalid("endsAt", "2026-11-27T19:00:00Z", "2026-11-28T07:00:01Z");
    assertInvalid("endsAt", "2026-11-27T19:00:00Z", "2026-11-27T18:00:00Z");
  }

  @Test
  void notesSayWhatBecameOfALocalTimeThatDoesNotExist() {
    fixture.world.clock.advance(Duration.ofDays(100));
    ObjectNode session =
        ok(
            ("{'action': 'schedule-session', 'userId': '%s',"
                    + " 'startsAt': '2027-03-28T02:30', 'endsAt': '2027-03-28T06:00',"
                    + " 'timeZone': 'Europe/Berlin'}")
                .formatted(PlatformFixture.BOB));

    assertThat(session.path("startsAt").asText()).isEqualTo("2027-03-28T01:30:00Z");
    assertThat(session.at("/notes/0").asText()).contains("does not exist");
  }

  private void assertInvalid(String field, String start, String end) {
    ObjectNode answer =
        fixture.ask(
            "{'action': 'schedule-session', 'userId': '%s', 'startsAt': '%s', 'endsAt': '%s'}"
                .formatted(PlatformFixture.BOB, start, end));
    assertThat(code(answer)).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("/error/field").asText()).isEqualTo(field);
    assertThat(fixture.world.store.allReservations()).isEmpty();
  }

  private String booked() {
    return ok("{'action': 'schedule-session', 'userId': '%s', ".formatted(PlatformFixture.BOB)
            + SLOT
            + "}")
        .path("sessionId")
        .asText();
  }

  private ObjectNode pool(String user) {
    return ok("{'action': 'license-pool-status', 'userId': '%s'}".formatted(user));
  }

  private ObjectNode status() {
    return ok("{'action': 'status', 'userId': '%s'}".formatted(PlatformFixture.BOB));
  }

  private ObjectNode ok(String request) {
    ObjectNode answer = fixture.ask(request);
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return (ObjectNode) answer.get("data");
  }

  private String error(String request) {
    return code(fixture.ask(request.formatted(PlatformFixture.BOB)));
  }

  private static String code(ObjectNode answer) {
    return answer.at("/error/code").asText();
  }
}
