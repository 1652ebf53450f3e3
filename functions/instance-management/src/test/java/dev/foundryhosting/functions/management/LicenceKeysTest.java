/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Licence keys as callers send them. */
class LicenceKeysTest {
  private static final String KEY = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";

  private final RequestFixture fixture = new RequestFixture();

  @ParameterizedTest
  @ValueSource(strings = {KEY, "aaaabbbbccccddddeeeeffff", "AAAABBBB-CCCCDDDD-EEEEFFFF\\n"})
  void aKeyOfTwoUsersRunsOneServer(String spelling) {
    assertOk(create("5101", "one", KEY));

    ObjectNode second = create("5102", "two", spelling);

    assertThat(second.at("/error/code").asText()).isEqualTo("LICENSE_IN_USE");
    assertThat(second.at("/error/field").asText()).isEqualTo("licenseKey");
    assertThat(second.at("/error/retryable").asBoolean(true)).isFalse();
    assertThat(second.toString()).doesNotContain("5101");
    assertOk(ask("start", "5101"));
    assertThat(ask("start", "5102").at("/error/code").asText()).isEqualTo("INSTANCE_NOT_FOUND");
    assertThat(fixture.world.tasks.live()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AB", "AAAA-BBBB-CCCC-DDDD-EEEE"})
  void aKeyThatIsTooShortIsRefused(String key) {
    ObjectNode answer = create("6600", "k", key);

    assertThat(answer.at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("/error/field").asText()).isEqualTo("licenseKey");
    assertThat(answer.toString()).doesNotContain("AAAA");
  }

  @Test
  void whiteSpaceAroundAKeyIsTakenAway() {
    assertOk(create("6600", "k", " \\t" + KEY + " \\r\\n"));
  }

  @Test
  void allWrongFieldsAreNamedAtOnce() {
    ObjectNode answer =
        fixture.ask(
            "{'action': 'create', 'userId': '6600', 'username': '', 'licenseType': 'byol',"
                + " 'foundryPassword': 'a\\u0000b', 'licenseKey': 'AB'}");

    JsonNode fields = answer.at("/error/fields");
    assertThat(fields.findValuesAsText("field"))
        .containsExactly("username", "foundryPassword", "licenseKey", "foundryUsername");
    assertThat(fields.findValuesAsText("message")).doesNotContain("").doesNotHaveDuplicates();
    assertThat(answer.at("/error/field").asText()).isEqualTo("username");
  }

  @Test
  void aUserWhoIsErasedFreesTheKey() {
    assertOk(create("5101", "one", KEY));
    assertOk(ask("delete-user", "5101"));

    assertOk(create("5102", "two", KEY));
  }

  @Test
  void noAnswerAndNoLogHoldsAKeyOrItsDigest() {
    List<ObjectNode> answers =
        List.of(create("5101", "one", KEY), create("5102", "two", KEY), ask("status", "5101"));

    String digest = fixture.world.digest.of(KEY.replace("-", ""));
    assertThat(answers.toString() + fixture.log).doesNotContain(KEY, KEY.replace("-", ""), digest);
  }

  private ObjectNode create(String user, String name, String key) {
    return fixture.ask(
        ("{'action': 'create', 'userId': '%s', 'username': '%s', 'licenseType': 'byol',"
                + " 'licenseKey': '%s'}")
            .formatted(user, name, key));
  }

  private ObjectNode ask(String action, String user) {
    return fixture.ask("{'action': '%s', 'userId': '%s'}".formatted(action, user));
  }

  private static void assertOk(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
  }
}
