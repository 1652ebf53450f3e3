/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceManagementHandlerTest {
  private static final String CREATE =
      "{'action': 'create', 'userId': '100000000000000001', 'username': 'Älva Co',"
          + " 'licenseType': 'byol', 'foundryUsername': 'alva', 'foundryPassword': 'pa$$-word-1',"
          + " 'licenseKey': 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF', 'shareLicense': true}";

  private final RequestFixture fixture = new RequestFixture();

  @Test
  void aCreatedServerIsShownWithAllThatItsUserNeeds() {
    JsonNode created = data(fixture.ask(CREATE));

    assertThat(created.path("userId").asText()).isEqualTo(ALICE.value());
    assertThat(created.path("username").asText()).isEqualTo("Älva Co");
    assertThat(created.path("subdomain").asText()).isEqualTo("aelva-co");
    assertThat(created.path("url").asText()).isEqualTo("https://aelva-co.play.example.org");
    assertThat(created.path("status").asText()).isEqualTo("created");
    assertThat(created.path("desired").asText()).isEqualTo("stopped");
    assertThat(created.path("licenseType").asText()).isEqualTo("byol");
    assertThat(created.at("/license/licenseId").asText()).isEqualTo("byol-" + ALICE);
    assertThat(created.at("/license/sharing").asText()).isEqualTo("shared");
    assertThat(created.path("foundryVersion").asText()).isEqualTo("13");
    assertThat(created.path("createdAt").asText()).isEqualTo("2026-11-20T18:00:00Z");
    String bucket = fixture.world.names.bucket(ALICE);
    assertThat(created.at("/assets/bucket").asText()).isEqualTo(bucket);
    assertThat(created.at("/assets/baseUrl").asText())
        .isEqualTo("https://" + bucket + ".s3.eu-central-1.amazonaws.com");
  }

  @Test
  void whatDoesNotApplyIsAbsentAndNeverNull() {
    ObjectNode answer = fixture.ask(CREATE);

    assertThat(data(answer).has("startedAt")).isFalse();
    assertThat(data(answer).has("readyAt")).isFalse();
    assertThat(data(answer).has("statusReason")).isFalse();
    assertThat(data(answer).has("progress")).isFalse();
    assertThat(answer.toString()).doesNotContain("null");
    ObjectNode pooled =
        fixture.ask(
            "{'action': 'create', 'userId': 'bob', 'username': 'bob', 'licenseType': 'pooled'}");
    assertThat(data(pooled).has("license")).isFalse();
  }

  @Test
  void aStartShowsItsProgressUntilPlayersCanJoin() {
    fixture.ask(CREATE);
    JsonNode starting = data(ask("start"));
    assertThat(starting.path("status").asText()).isEqualTo("starting");
    assertThat(starting.path("desired").asText()).isEqualTo("running");
    assertThat(starting.path("startedAt").asText()).isEqualTo("2026-11-20T18:00:00Z");
    assertThat(starting.has("readyAt")).isFalse();

    fixture.world.settleUntil(ALICE, Status.RUNNING);

    JsonNode running = data(ask("status"));
    assertThat(running.path("status").asText()).isEqualTo("running");
    assertThat(running.at("/progress/phase").asText()).isEqualTo("ready");
    assertThat(running.at("/progress/phases/0/phase").asText()).isEqualTo("requested");
    assertThat(running.at("/progress/phases").size()).isGreaterThan(2);
    assertThat(running.at("/progress/since").asText()).isEqualTo(running.path("readyAt").asText());
  }

  @Test
  void aFailedStartSaysWhy() {
    fixture.ask(CREATE);
    ask("start");
    fixture.world.clock.advance(Duration.ofMinutes(11));
    fixture.world.worker().reconcile(ALICE);
    fixture.world.settleUntil(ALICE, Status.FAILED);

    JsonNode failed = data(ask("status"));
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("statusReason").asText()).contains("10 minutes");
  }

  @Test
  void theWholeLifeOfAServerIsAnswered() {
    fixture.ask(CREATE);
    ask("start");
    fixture.world.settleUntil(ALICE, Status.RUNNING);
    assertThat(error(version("12"))).isEqualTo("INVALID_STATE");
    assertThat(data(ask("stop")).path("status").asText()).isEqualTo("stopping");
    fixture.world.settleUntil(ALICE, Status.STOPPED);
    assertThat(data(version("12.331")).path("foundryVersion").asText()).isEqualTo("12.331");
    assertThat(data(ask("get-admin-key")).path("adminKey").asText()).matches("[0-9a-f]{32}");
    assertThat(data(ask("destroy")).path("status").asText()).isEqualTo("destroying");
    fixture.world.settle();
    for (String action : List.of("start", "stop", "status", "destroy", "get-admin-key")) {
      assertThat(error(ask(action))).as(action).isEqualTo("INSTANCE_NOT_FOUND");
    }
    assertThat(data(fixture.ask(CREATE)).path("status").asText()).isEqualTo("created");
    assertThat(data(ask("delete-user")).path("status").asText()).isEqualTo("destroying");
    fixture.world.settle();
    assertThat(fixture.world.store.allInstances()).isEmpty();
    assertThat(error(ask("delete-user"))).isEqualTo("INSTANCE_NOT_FOUND");
  }

  @Test
  void aRefusalSaysWhetherItIsWorthTryingAgain() {
    fixture.ask(CREATE);
    ObjectNode again = fixture.ask(CREATE);
    assertThat(error(again)).isEqualTo("INSTANCE_ALREADY_EXISTS");
    assertThat(again.at("/error/retryable").asBoolean(true)).isFalse();
    ObjectNode taken = fixture.ask(CREATE.replace(ALICE.value(), "somebody"));
    assertThat(error(taken)).isEqualTo("SUBDOMAIN_TAKEN");
    assertThat(taken.at("/error/message").asText()).contains("aelva-co-2");
    ask("start");
    ask("stop");
    ObjectNode soon = ask("start");
    assertThat(error(soon)).isEqualTo("INVALID_STATE");
    assertThat(soon.at("/error/retryable").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "stop",
        "status",
        "destroy",
        "delete-user",
        "update-version",
        "get-admin-key"
      })
  void onlyAnAdministratorActsOnAnotherUser(String action) {
    fixture.ask(CREATE);
    String request = "{'action': '%s', 'userId': '%s', 'foundryVersion': '13', 'actor': %s}";
    for (String actor : List.of("{'userId': 'mallory'}", "{'userId': 'mallory', 'admin': false}")) {
      ObjectNode answer = fixture.ask(request.formatted(action, ALICE, actor));
      assertThat(error(answer)).isEqualTo("PERMISSION_DENIED");
    }
    ObjectNode admin =
        fixture.ask(request.formatted(action, ALICE, "{'userId': 'b', 'admin': true}"));
    assertThat(admin.path("ok").asBoolean()).as(admin.toString()).isTrue();
  }

  @Test
  void administratorsListAllPageByPage() {
    for (String name : List.of("ann", "ben", "cat")) {
      fixture.ask(
          "{'action': 'create', 'userId': '%1$s', 'username': '%1$s', 'licenseType': 'pooled'}"
              .formatted(name));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          data(
              fixture.ask(
                  "{'action': 'list-all', 'limit': 2, 'actor': {'userId': 'b', 'admin': true}"
                      + (cursor.isEmpty() ? "}" : ", 'cursor': '" + cursor + "'}")));
      page.path("instances").forEach(each -> seen.add(each.path("userId").asText()));
      cursor = page.path("cursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyInAnyOrder("ann", "ben", "cat");
    assertThat(error(fixture.ask("{'action': 'list-all', 'userId': 'ann'}")))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(
            error(
                fixture.ask("{'action': 'list-all', 'userId': 'ann', 'actor': {'userId': 'ann'}}")))
        .isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void aHealthCheckNamesWhatDoesNotAnswer() {
    String request = "{'action': 'health-check', 'actor': {'userId': 'b', 'admin': true}}";
    assertThat(data(fixture.ask(request)).path("status").asText()).isEqualTo("ok");

    fixture.secrets.answers(false);

    JsonNode health = data(fixture.ask(request));
    assertThat(health.path("status").asText()).isEqualTo("degraded");
    assertThat(health.at("/checks/0/ok").asBoolean()).isTrue();
    assertThat(health.at("/checks/0/ms").isIntegralNumber()).isTrue();
    assertThat(health.at("/checks/1/name").asText()).isEqualTo("secretsmanager");
    assertThat(health.at("/checks/1/ok").asBoolean(true)).isFalse();
    assertThat(health.at("/checks/1/error").asText()).contains("secretsmanager");
    assertThat(error(fixture.ask("{'action': 'health-check', 'userId': 'x'}")))
        .isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void eachRequestIsOneLogLineThatIsAlsoItsMetric() throws Exception {
    fixture.ask(CREATE);
    ask("stop");
    fixture.ask("{'action': 'fly', 'userId': 'x'}");
    fixture.ask("{'action': 'status', 'userId': 'nobody'}");

    assertThat(fixture.log).hasSize(4).noneMatch(line -> line.contains("\n"));
    JsonNode line = RequestFixture.JSON.readTree(fixture.log.get(0));
    assertThat(line.path("action").asText()).isEqualTo("create");
    assertThat(line.path("userId").asText()).isEqualTo(ALICE.value());
    assertThat(line.path("status").asText()).isEqualTo("ok");
    assertThat(line.path("requestId").asText()).isNotEmpty();
    assertThat(line.path("durationMs").isNumber()).isTrue();
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("FoundryHosting");
    directive.at("/Dimensions/0").forEach(name -> assertThat(line.has(name.asText())).isTrue());
    directive
        .path("Metrics")
        .forEach(metric -> assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue());
    JsonNode unknown = RequestFixture.JSON.readTree(fixture.log.get(2));
    assertThat(unknown.path("action").asText()).isEqualTo("unknown");
    assertThat(unknown.path("status").asText()).isEqualTo("UNKNOWN_ACTION");
    assertThat(unknown.path("Errors").asInt()).isEqualTo(1);
    assertThat(fixture.log.get(3)).contains("INSTANCE_NOT_FOUND");
    assertThat(String.join("", fixture.log)).doesNotContain("pa$$-word-1", "AAAA-BBBB", "AAAABBBB");
  }

  @Test
  void aServiceThatFailsIsNamedAndMayBeTriedAgain() {
    RequestFixture broken =
        new RequestFixture(
            failing(
                "SessionOverviews.overview",
                PlatformException.dependency("Could not read the record.", true)));

    ObjectNode answer = broken.ask("{'action': 'status', 'userId': 'x'}");

    assertThat(error(answer)).isEqualTo("DEPENDENCY_FAILED");
    assertThat(answer.at("/error/message").asText()).isEqualTo("Could not read the record.");
    assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
  }

  @Test
  void aDefectShowsNothingOfItself() {
    RequestFixture broken =
        new RequestFixture(
            failing("SessionOverviews.overview", new IllegalStateException("secret pa$$-word-1")));

    ObjectNode answer = broken.ask("{'action': 'status', 'userId': 'x'}");

    assertThat(error(answer)).isEqualTo("INTERNAL_ERROR");
    assertThat(answer.toString()).doesNotContain("pa$$", "Exception", "at dev.");
    assertThat(broken.log.getFirst()).contains("INTERNAL_ERROR");
  }

  private static PortCalls failing(String where, RuntimeException failure) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals(where)) {
          throw failure;
        }
      }

      @Override
      public void after(String call) {}
    };
  }

  private ObjectNode ask(String action) {
    return fixture.ask("{'action': '%s', 'userId': '%s'}".formatted(action, ALICE));
  }

  private ObjectNode version(String version) {
    return fixture.ask(
        "{'action': 'update-version', 'userId': '%s', 'foundryVersion': '%s'}"
            .formatted(ALICE, version));
  }

  private static JsonNode data(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("data");
  }

  private static String error(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
    return answer.at("/error/code").asText();
  }
}
