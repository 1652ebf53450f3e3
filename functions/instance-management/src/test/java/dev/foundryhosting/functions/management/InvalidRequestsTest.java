/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of every action, with everything that may not stand in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidRequestsTest {
  private static final String ADMIN = "{'userId': 'boss', 'admin': true}";

  /** A valid request of each action, with all the fields that it knows. */
  private static final Map<String, String> REQUESTS =
      ordered(
          entry(
              "create",
              "{'username': 'Carol', 'licenseType': 'byol', 'foundryUsername': 'carol',"
                  + " 'foundryPassword': 'secret',"
                  + " 'licenseKey': 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF',"
                  + " 'foundryVersion': '13', 'shareLicense': true}"),
          entry("start", "{}"),
          entry("stop", "{}"),
          entry("status", "{}"),
          entry("destroy", "{'keepLicenseSharing': true}"),
          entry("delete-user", "{}"),
          entry("update-version", "{'foundryVersion': '13'}"),
          entry("get-admin-key", "{}"),
          entry("get-invite", "{}"),
          entry("renew-invite", "{}"),
          entry("get-table", "{'subdomain': 'carol'}"),
          entry("wake", "{'subdomain': 'carol', 'code': 'k7mp-3xqd-9rtw', 'address': '192.0.2.7'}"),
          entry("keep-alive", "{'minutes': 30}"),
          entry(
              "update-settings",
              "{'idleMinutes': 30, 'neverJoinedMinutes': 30, 'maxHours': 8, 'world': 'castle',"
                  + " 'spendingCap': '12.50'}"),
          entry(
              "schedule-session",
              "{'startsAt': '2026-11-27T19:00:00Z', 'endsAt': '2026-11-27T22:00',"
                  + " 'timeZone': 'Europe/Berlin', 'title': 'The Keep', 'description': 'Part 2',"
                  + " 'preferredLicenseId': 'byol-carol'}"),
          entry("cancel-session", "{'sessionId': 'abc'}"),
          entry("list-sessions", "{'cursor': '1764270000#abc', 'limit': 10}"),
          entry(
              "check-availability",
              "{'startsAt': '2026-11-27T19:00:00Z', 'endsAt': '2026-11-27T22:00',"
                  + " 'timeZone': 'Europe/Berlin'}"),
          entry("set-license-sharing", "{'share': true}"),
          entry("manage-license-state", "{'operation': 'immediate_stop'}"),
          entry("license-pool-status", "{}"),
          entry("list-releases", "{}"),
          entry("list-worlds", "{}"),
          entry("list-save-points", "{}"),
          entry("create-save-point", "{'note': 'a note'}"),
          entry("delete-save-point", "{'savePointId': 'run-1'}"),
          entry("restore-save-point", "{'savePointId': 'run-1', 'world': 'keep'}"),
          entry("export-world", "{'world': 'keep', 'savePointId': 'run-1'}"),
          entry("begin-import", "{'bytes': 100, 'filename': 'a.zip'}"),
          entry("import-world", "{'importId': 'u-1', 'etags': ['a'], 'replace': 'keep'}"),
          entry("get-storage", "{}"),
          entry(
              "cache-release",
              "{'actor': "
                  + ADMIN
                  + ", 'foundryVersion': '13.347', 'releaseUrl': 'https://example.org/r.zip'}"),
          entry("get-user-costs", "{'month': '2026-11'}"),
          entry("claim-donation", "{'transactionId': 'tx-1'}"),
          entry("credit-supporter", "{'roles': ['gold']}"),
          entry("get-all-costs", "{'actor': " + ADMIN + ", 'month': '2026-11'}"),
          entry("shutdown-stats", "{'actor': " + ADMIN + ", 'month': '2026-11'}"),
          entry(
              "admin-force-shutdown",
              "{'actor': " + ADMIN + ", 'targetUserId': 'carol', 'reason': 'Too loud.'}"),
          entry(
              "admin-cancel-session",
              "{'actor': " + ADMIN + ", 'sessionId': 'abc', 'reason': 'Too late.'}"),
          entry("admin-cancel-all-sessions", "{'actor': " + ADMIN + ", 'reason': 'A move.'}"),
          entry("admin-overview", "{'actor': " + ADMIN + ", 'month': '2026-11', 'limit': 10}"),
          entry(
              "admin-system-maintenance",
              "{'actor': " + ADMIN + ", 'enabled': true, 'reason': 'A move.'}"),
          entry("admin-maintenance-reset", "{'actor': " + ADMIN + "}"),
          entry("list-all", "{'actor': " + ADMIN + ", 'cursor': 'abc', 'limit': 10}"),
          entry("health-check", "{'actor': " + ADMIN + "}"));

  /** What each action cannot do without, beside what all need. */
  private static final Map<String, List<String>> NEEDED =
      Map.ofEntries(
          entry("create", List.of("username", "licenseType")),
          entry("update-version", List.of("foundryVersion")),
          entry("cache-release", List.of("foundryVersion")),
          entry("delete-save-point", List.of("savePointId")),
          entry("restore-save-point", List.of("savePointId")),
          entry("export-world", List.of("world")),
          entry("begin-import", List.of("bytes", "filename")),
          entry("import-world", List.of("importId", "etags")),
          entry("keep-alive", List.of("minutes")),
          entry("get-table", List.of("subdomain")),
          entry("wake", List.of("subdomain", "code")),
          entry("schedule-session", List.of("startsAt", "endsAt")),
          entry("cancel-session", List.of("sessionId")),
          entry("check-availability", List.of("startsAt", "endsAt")),
          entry("set-license-sharing", List.of("share")),
          entry("manage-license-state", List.of("operation")),
          entry("claim-donation", List.of("transactionId")),
          entry("credit-supporter", List.of("roles")),
          entry("admin-system-maintenance", List.of("enabled", "reason")),
          entry("admin-force-shutdown", List.of("targetUserId", "reason")),
          entry("admin-cancel-session", List.of("sessionId", "reason")));

  /** The actions on the platform. */
  private static final Set<String> PLATFORM =
      Set.of(
          "list-all",
          "get-all-costs",
          "shutdown-stats",
          "health-check",
          "cache-release",
          "admin-overview",
          "admin-system-maintenance",
          "admin-maintenance-reset",
          "admin-force-shutdown",
          "admin-cancel-session",
          "admin-cancel-all-sessions");

  /** The actions on a table, by its name. */
  private static final Set<String> TABLE = Set.of("get-table", "wake");

  private static final Set<String> FLAGS =
      Set.of("shareLicense", "keepLicenseSharing", "share", "enabled", "actor.admin");

  private static final Set<String> NUMBERS =
      Set.of("limit", "minutes", "idleMinutes", "neverJoinedMinutes", "maxHours", "bytes");

  /** Where "nothing" means something. */
  private static final Set<String> NULLABLE = Set.of("spendingCap", "world");

  /** What people write in their own words. */
  private static final Set<String> FREE =
      Set.of("foundryPassword", "code", "title", "description", "reason", "note", "filename");

  /** What may stand in no text of ours. */
  private static final Map<String, String> NO_TEXT =
      ordered(
          entry("empty", "''"),
          entry("64 KB", "'" + "a".repeat(64 * 1024) + "'"),
          entry("a line break", "'a\\nb'"),
          entry("a NUL", "'a\\u0000b'"),
          entry("half a character", "'a\\ud83d'"));

  /** Text that is fine as such, and no name, id, version or key of anything. */
  private static final Map<String, String> NO_NAME =
      ordered(
          entry("quotes", "'a\\\"b\\u0027'"),
          entry("a path", "'../../etc/passwd'"),
          entry("a template", "'${jndi:ldap://x}{{7*7}}'"),
          entry("markup", "'<script>'"),
          entry("a command", "'a; rm -rf /'"));

  private final RequestFixture fixture = new RequestFixture();

  private record Case(String action, String field, String what, ObjectNode request) {
    @Override
    public String toString() {
      return action + ": " + field + " is " + what;
    }
  }

  @Test
  void eachActionHasAValidRequestHere() {
    assertThat(REQUESTS.keySet())
        .containsExactlyInAnyOrderElementsOf(Action.ALL.stream().map(Action::name).toList());
  }

  @ParameterizedTest
  @MethodSource("actions")
  void eachActionIsKnown(String action) {
    assertThat(new RequestFixture().ask(valid(action)).at("/error/code").asText())
        .isNotIn("UNKNOWN_ACTION", "INTERNAL_ERROR");
  }

  static Set<String> actions() {
    return REQUESTS.keySet();
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String action : REQUESTS.keySet()) {
      ObjectNode valid = valid(action);
      List<String> fields = new ArrayList<>();
      valid.fieldNames().forEachRemaining(fields::add);
      fields.addAll(List.of("actor.userId", "actor.admin"));
      for (String field : fields) {
        badValues(field).forEach((what, value) -> cases.add(bad(action, field, what, value)));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBadFieldIsNamedAndNothingIsWritten(Case bad) {
    String before = state();

    ObjectNode answer = fixture.ask(bad.request());

    assertThat(answer.at("/error/code").asText())
        .as(answer.toString())
        .isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("/error/field").asText()).as(answer.toString()).isEqualTo(bad.field());
    assertThat(answer.at("/error/message").asText()).startsWith(bad.field() + " ");
    assertThat(answer.at("/error/retryable").asBoolean(true)).isFalse();
    assertThat(answer.toString()).doesNotContain("passwd", "jndi", "<script>", "aaaaaa");
    assertThat(state()).isEqualTo(before);
  }

  static Stream<Case> missing() {
    List<Case> cases = new ArrayList<>();
    for (String action : REQUESTS.keySet()) {
      List<String> needed = new ArrayList<>(NEEDED.getOrDefault(action, List.of()));
      needed.addAll(List.of("action", "actor.userId"));
      if (!PLATFORM.contains(action) && !TABLE.contains(action)) {
        needed.add("userId");
      }
      for (String field : needed) {
        ObjectNode request = valid(action);
        if (field.equals("actor.userId")) {
          request.putObject("actor").put("admin", true);
        } else {
          request.remove(field);
        }
        cases.add(new Case(action, field, "missing", request));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("missing")
  void aMissingFieldIsNamedAndNothingIsWritten(Case bad) {
    aBadFieldIsNamedAndNothingIsWritten(bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list-all",
        "get-all-costs",
        "shutdown-stats",
        "health-check",
        "admin-cancel-all-sessions"
      })
  void anActionOnThePlatformHasACaller(String action) {
    ObjectNode request = valid(action);
    request.remove(List.of("userId", "actor"));

    aBadFieldIsNamedAndNothingIsWritten(new Case(action, "userId", "missing", request));
  }

  @Test
  void anOwnLicenceNeedsSomethingThatProvesIt() {
    ObjectNode request = valid("create");
    request.remove(List.of("foundryUsername", "foundryPassword", "licenseKey"));

    aBadFieldIsNamedAndNothingIsWritten(new Case("create", "licenseKey", "missing", request));
  }

  @Test
  void halfAnAccountIsNoAccount() {
    ObjectNode request = valid("create");
    request.remove("foundryPassword");
    aBadFieldIsNamedAndNothingIsWritten(new Case("create", "foundryPassword", "missing", request));
    ObjectNode other = valid("create");
    other.remove("foundryUsername");
    aBadFieldIsNamedAndNothingIsWritten(new Case("create", "foundryUsername", "missing", other));
  }

  @Test
  void aPasswordMayHoldQuotesPathsAndTemplates() {
    RequestFixture own = new RequestFixture();
    ObjectNode request = valid("create");
    request.put("foundryPassword", "p\"a's${s}{{w}}/../o;r<d>\\ ñ🎲");

    assertThat(own.ask(request).path("ok").asBoolean()).isTrue();
  }

  @Test
  void whatAnActionDoesNotKnowIsIgnored() {
    RequestFixture own = new RequestFixture();
    ObjectNode request = valid("create");
    request.putObject("somethingElse").put("x", 1);

    assertThat(own.ask(request).path("ok").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "{",
        "{'action'",
        "[]",
        "[{'action': 'status'}]",
        "'status'",
        "17",
        "null",
        "true",
        "{'action': 'status', 'userId': 'x'} trailing",
        "{'action': NaN}",
        "{'action': 'status', 'action': 'destroy', 'userId': 'x'}",
        "{'action': 'status', 'userId': 'x', 'actor': {'userId': 'x', 'userId': 'y'}}"
      })
  void whatIsNotOneJsonObjectIsRefused(String text) {
    ObjectNode answer = fixture.ask(text);

    assertThat(answer.at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("/error/field").asText()).isEqualTo("request");
  }

  @Test
  void deepNestingAndGreatLengthAreRefused() {
    for (String text :
        List.of(
            "[".repeat(100_000),
            "{'a':".repeat(50_000),
            "{'action': 'status', 'x': " + "[".repeat(40) + "]".repeat(40) + "}",
            "{'action': 'status', 'x': '" + "y".repeat(256 * 1024) + "'}",
            "{'action': 'status', 'x': " + "9".repeat(5000) + "}")) {
      ObjectNode answer = fixture.ask(text);
      assertThat(answer.at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
      assertThat(answer.at("/error/field").asText()).isEqualTo("request");
      assertThat(answer.toString()).hasSizeLessThan(400);
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] request = "{\"action\": \"status\", \"userId\": \"a?\"}".getBytes(UTF_8);
    request[request.length - 3] = (byte) 0xff;

    assertThat(fixture.askRaw(request).at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fly", "START", "start ", "keep_alive", "../start", "${start}"})
  void anActionThatDoesNotExistIsUnknown(String name) {
    ObjectNode answer = fixture.ask("{'action': '%s', 'userId': 'alice'}".formatted(name));

    assertThat(answer.at("/error/code").asText()).isEqualTo("UNKNOWN_ACTION");
    assertThat(answer.at("/error").has("field")).isFalse();
  }

  private static Map<String, String> badValues(String field) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!NULLABLE.contains(field)) {
      values.put("null", "null");
    }
    if (field.equals("etags")) {
      values.put("text", "'a'");
      values.put("no ETags", "['../x']");
      values.put("an empty one", "['']");
      values.put("numbers", "[17]");
      values.put("an object", "{'x': 1}");
      return values;
    }
    if (field.equals("roles")) {
      values.put("text", "'gold'");
      values.put("no names", "['../x']");
      values.put("an empty name", "['']");
      values.put("numbers", "[17]");
      values.put("nothing", "[null]");
      values.put("too many", "[" + "'x',".repeat(250) + "'y']");
      values.put("an object", "{'x': 1}");
      return values;
    }
    values.put("an array", "['x']");
    if (!field.equals("actor")) {
      values.put("an object", "{'x': 1}");
    }
    if (!FLAGS.contains(field)) {
      values.put("a boolean", "true");
    }
    if (!NUMBERS.contains(field)) {
      values.put("a number", "17");
    }
    if (NUMBERS.contains(field)) {
      String tooMuch =
          switch (field) {
            case "limit" -> "101";
            case "bytes" -> "21474836481";
            default -> "241";
          };
      Stream.of("0", "-1", tooMuch, "1.5", "1e3", "99999999999")
          .forEach(number -> values.put(number, number));
    }
    if (FLAGS.contains(field) || NUMBERS.contains(field) || field.equals("actor")) {
      values.put("text", "'true'");
      return values;
    }
    values.putAll(NO_TEXT);
    if (field.equals("description")) {
      values.remove("a line break");
    }
    // Names are checked against what is known: one that is not is UNKNOWN_ACTION. And passwords may
    // hold whatever people choose.
    if (!field.equals("action") && !FREE.contains(field)) {
      values.putAll(NO_NAME);
    }
    // Empty it is cleared, and a folder may have any name without '/'.
    if (field.equals("world") || field.equals("replace")) {
      values.keySet().removeAll(Set.of("empty", "quotes", "markup"));
    }
    return values;
  }

  private static Case bad(String action, String field, String what, String value) {
    ObjectNode request = valid(action);
    JsonNode json = json(value);
    if (field.startsWith("actor.")) {
      ObjectNode actor = (ObjectNode) json(ADMIN);
      actor.set(field.substring("actor.".length()), json);
      request.set("actor", actor);
    } else {
      request.set(field, json);
    }
    return new Case(action, field, what, request);
  }

  private static ObjectNode valid(String action) {
    ObjectNode request = RequestFixture.JSON.createObjectNode();
    request.put("action", action).put("userId", "carol");
    request.set("actor", json(ADMIN));
    request.setAll((ObjectNode) json(REQUESTS.get(action)));
    return request;
  }

  private static JsonNode json(String text) {
    try {
      return RequestFixture.JSON.readTree(text.replace('\'', '"'));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** All that a request could have changed. */
  private String state() {
    PlatformFixture world = fixture.world;
    return world.store.allInstances()
        + "|"
        + world.store.allLicenses()
        + "|"
        + world.secrets.all()
        + "|"
        + world.buckets.all()
        + "|"
        + world.tasks.all()
        + "|"
        + world.hostNames.all()
        + "|"
        + world.store.allSessions()
        + "|"
        + world.store.allReservations()
        + "|"
        + fixture.ledger.content()
        + "|"
        + world.store.maintenance();
  }

  @SafeVarargs
  private static Map<String, String> ordered(Map.Entry<String, String>... entries) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : entries) {
      map.put(each.getKey(), each.getValue());
    }
    return map;
  }
}
