/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.InMemoryUserSecrets;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.usage.UsageSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An answer may be lost. Asked again, the function says ok, or that what was asked for is there (or
 * gone) already; nothing happens twice.
 */
class RepeatedRequestsTest {
  private static final String REASON = "'reason': 'We move.'";

  private final RequestFixture fixture = new RequestFixture();

  /** What there is before a request. */
  private enum Before {
    CREATED,
    RUNNING,
    LENT,
    STOPPING,
    BOOKED,
    DONATED,
    SAVED,
    UPLOADED
  }

  /**
   * @param repeated the code of the second answer
   */
  private record Request(String action, String fields, Before before, String repeated) {
    @Override
    public String toString() {
      return action + " " + fields;
    }
  }

  private static Request request(String action, String fields) {
    return request(action, fields, Before.CREATED);
  }

  private static Request request(String action, String fields, Before before) {
    return new Request(action, fields, before, "ok");
  }

  static List<Request> requests() {
    String slot = "'startsAt': '%s', 'endsAt': '%s'";
    return List.of(
        new Request(
            "create",
            "'username': 'Carla', 'licenseType': 'pooled', 'userId': 'carla'",
            Before.CREATED,
            "INSTANCE_ALREADY_EXISTS"),
        request("start", ""),
        request("stop", "", Before.RUNNING),
        request("status", ""),
        request("keep-alive", "'minutes': 60", Before.RUNNING),
        new Request("destroy", "", Before.CREATED, "INSTANCE_NOT_FOUND"),
        new Request("delete-user", "", Before.CREATED, "INSTANCE_NOT_FOUND"),
        request("update-version", "'foundryVersion': '12'"),
        request("update-settings", "'idleMinutes': 30"),
        request("get-admin-key", ""),
        request("get-invite", ""),
        request("renew-invite", ""),
        request("get-table", "'subdomain': 'alice'"),
        request("wake", "'subdomain': 'alice', 'code': 'CODE'"),
        request("list-all", ""),
        request("admin-force-shutdown", "'targetUserId': 'ALICE', " + REASON, Before.RUNNING),
        new Request("schedule-session", slot, Before.CREATED, "SESSION_CONFLICT"),
        request("cancel-session", "'sessionId': 'SESSION'", Before.BOOKED),
        request("list-sessions", ""),
        request("check-availability", slot),
        request("admin-cancel-session", "'sessionId': 'SESSION', " + REASON, Before.BOOKED),
        request("admin-cancel-all-sessions", REASON, Before.BOOKED),
        request("set-license-sharing", "'share': true"),
        request("set-license-sharing", "'share': false", Before.LENT),
        sharing("schedule_stop_after_sessions", Before.LENT),
        sharing("schedule_stop_after_sessions", Before.STOPPING),
        sharing("cancel_scheduled_stop", Before.STOPPING),
        sharing("immediate_stop", Before.LENT),
        sharing("reactivate_sharing", Before.STOPPING),
        sharing("cleanup_orphaned", Before.CREATED),
        request("license-pool-status", ""),
        request(
            "cache-release", "'foundryVersion': '13.347', 'releaseUrl': 'https://r2.example/z'"),
        request("list-releases", ""),
        request("list-worlds", ""),
        request("list-save-points", ""),
        request("create-save-point", "'note': 'a note'"),
        new Request(
            "delete-save-point",
            "'savePointId': 'run-1'",
            Before.SAVED,
            ErrorCode.VALIDATION_ERROR.name()),
        request("restore-save-point", "'savePointId': 'run-1'", Before.SAVED),
        request("export-world", "'world': 'keep', 'savePointId': 'run-1'", Before.SAVED),
        request("begin-import", "'bytes': 100, 'filename': 'a.zip'"),
        request("import-world", "'importId': 'upload-1', 'etags': ['a']", Before.UPLOADED),
        request("update-version", "'foundryVersion': '12', 'guarded': true", Before.SAVED),
        request("get-storage", ""),
        request("get-user-costs", ""),
        request("get-all-costs", ""),
        request("claim-donation", "'transactionId': 'TRANSACTION'", Before.DONATED),
        request("credit-supporter", "'roles': ['gold']"),
        request("shutdown-stats", ""),
        request("admin-overview", ""),
        request("admin-system-maintenance", "'enabled': true, " + REASON),
        request("admin-maintenance-reset", ""),
        request("health-check", ""));
  }

  private static Request sharing(String operation, Before before) {
    return request("manage-license-state", "'operation': '%s'".formatted(operation), before);
  }

  @Test
  void eachActionIsAskedTwice() {
    Set<String> asked = requests().stream().map(Request::action).collect(Collectors.toSet());

    assertThat(Action.ALL).extracting(Action::name).allMatch(asked::contains);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestWhoseAnswerWasLostIsAskedAgain(Request request) {
    String json = json(request);
    ObjectNode first = fixture.ask(json);
    assertThat(first.path("ok").asBoolean()).as("%s", first).isTrue();

    ObjectNode second = fixture.ask(json);

    assertThat(second.at("/error/code").asText("ok")).as("%s", second).isEqualTo(request.repeated);
    if (second.path("ok").asBoolean()) {
      assertThat(second.at("/data/status")).isEqualTo(first.at("/data/status"));
      assertThat(second.at("/data/sharing")).isEqualTo(first.at("/data/sharing"));
    }
    assertThat(fixture.world.tasks.live(ALICE).size()).isLessThan(2);
  }

  private static String joinCode(InMemoryUserSecrets secrets, UserId user) {
    return secrets.find(user).orElseThrow().secret().get(UserSecret.Field.JOIN_CODE).orElseThrow();
  }

  private String json(Request request) {
    PlatformFixture world = fixture.world;
    PlatformFixture.Worker worker = world.worker();
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    Instant start = world.clock.instant().plus(Duration.ofDays(2));
    Instant end = start.plus(Duration.ofHours(3));
    String fields =
        request.fields.formatted(start, end).replace("CODE", joinCode(world.secrets, ALICE));
    switch (request.before) {
      case CREATED -> {}
      case RUNNING -> {
        worker.start(ALICE);
        world.settleUntil(ALICE, Status.RUNNING);
      }
      case LENT -> worker.share(ALICE, Operation.SHARE);
      case STOPPING -> {
        worker.share(ALICE, Operation.SHARE);
        worker.schedule(BOB, start, Duration.ofHours(3));
        worker.share(ALICE, Operation.UNSHARE);
      }
      case BOOKED -> {
        Session session = worker.schedule(ALICE, start, Duration.ofHours(3));
        fields = fields.replace("SESSION", session.sessionId().value());
      }
      case SAVED -> {
        SavePointOrder order = SavePointOrder.automatic(Reason.RUN, "1", "13.346");
        SavePoint taken = SavePoint.begun(order, start).done(2, 1, List.of("keep"));
        var unused = world.inventories.update(ALICE, known -> known.with(taken));
      }
      case UPLOADED -> {
        FileExchange.Upload upload = world.exchange.begin(ALICE, 100);
        String etag = world.exchange.put(upload.parts().getFirst(), new byte[100]);
        fields =
            fields
                .replace("upload-1", upload.id().value())
                .replace("'a'", "'" + etag.replace("\"", "\\\"") + "'");
      }
      case DONATED -> {
        var unused =
            fixture.ledger.book(donation("m-1", money("3", UsageSamples.USD)), Optional.empty());
        fields =
            fields.replace(
                "TRANSACTION", donation("m-1", money("3", UsageSamples.USD)).transactionId());
      }
    }
    String about = request.fields.contains("'userId'") ? "" : "'userId': 'ALICE', ";
    String more = fields.isEmpty() ? "" : fields + ", ";
    return "{'action': '%s', %s%s'actor': {'userId': 'boss', 'admin': true}}"
        .formatted(request.action, about, more)
        .replace("ALICE", ALICE.value());
  }
}
