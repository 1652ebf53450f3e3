/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registrations that public reports tell of ({@code cases/*.json}). */
class RegistrationCasesTest {
  private final RequestFixture fixture = new RequestFixture();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "names-that-mean-something, username, keeps for itself",
    "names-in-other-scripts, username, a letter from a to z or a digit",
    "licence-key-too-short, licenseKey, must have 24 letters and digits",
  })
  void whatNoServerMayHaveIsRefusedWithTheRule(String name, String field, String rule) {
    assertThat(play(name))
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
              assertThat(answer.at("/error/field").asText()).isEqualTo(field);
              assertThat(answer.at("/error/message").asText()).contains(rule);
            });
    assertThat(fixture.world.store.allInstances()).isEmpty();
  }

  @Test
  void oneKeyRunsOneServerWhoeverRegistersIt() {
    List<ObjectNode> answers = play("same-licence-key-two-users");

    assertThat(answers)
        .extracting(answer -> answer.at("/error/code").asText())
        .containsExactly("", "LICENSE_IN_USE", "", "INSTANCE_NOT_FOUND");
    assertThat(fixture.world.tasks.live()).hasSize(1);
  }

  @Test
  void aKeyAloneStartsNothingThatIsNotCachedAndSaysWhatToDo() {
    fixture.world.archives.clear();

    List<ObjectNode> answers = play("licence-key-alone-cannot-start");

    assertThat(answers)
        .extracting(answer -> answer.at("/error/code").asText())
        .containsExactly("", "INVALID_STATE");
    assertThat(answers.getLast().at("/error/message").asText()).contains("cache-release");
    assertThat(fixture.world.tasks.live()).isEmpty();
  }

  @Test
  void aRecordOfTheOperatorsKeepsItsName() {
    fixture.world.hostNames.hold("wiki.play.example.org");

    List<ObjectNode> answers = play("dns-record-of-the-operator");

    assertThat(answers)
        .extracting(answer -> answer.at("/error/code").asText())
        .containsExactly("SUBDOMAIN_TAKEN", "INSTANCE_NOT_FOUND");
    assertThat(answers.getFirst().at("/error/message").asText()).contains("'wiki-2' is free");
    assertThat(fixture.world.store.allInstances()).isEmpty();
    assertThat(fixture.world.hostNames.held()).containsExactly("wiki.play.example.org");
    assertThat(fixture.world.hostNames.all()).isEmpty();
  }

  @Test
  void aNameThatDnsHoldsOtherwiseIsRefusedBeforeAnythingIsMade() {
    fixture.world.hostNames.hold("forum.play.example.org");

    assertThat(play("dns-name-held-by-cname"))
        .extracting(answer -> answer.at("/error/code").asText())
        .containsExactly("SUBDOMAIN_TAKEN", "INSTANCE_NOT_FOUND", "INSTANCE_NOT_FOUND");
    assertThat(fixture.world.store.allInstances()).isEmpty();
    assertThat(fixture.world.buckets.all()).isEmpty();
  }

  @Test
  void aCreationThatCannotSucceedIsShownAsFailedWithItsReason() {
    UserId user = new UserId("9500");
    fixture.world.buckets.belongsToSomebodyElse(fixture.world.names.bucket(user));

    List<ObjectNode> answers = play("dns-name-held-by-cname");
    for (int pass = 0; pass < 3; pass++) {
      fixture.world.clock.advance(Duration.ofMinutes(5));
      fixture.world.worker().reconcile(user);
    }

    assertThat(answers.getFirst().at("/error/code").asText()).isEqualTo("DEPENDENCY_FAILED");
    ObjectNode status = fixture.ask("{'action': 'status', 'userId': '9500'}");
    assertThat(status.at("/data/status").asText()).isEqualTo("failed");
    assertThat(status.at("/data/statusReason").asText()).contains("could not be created");
    assertThat(fixture.ask("{'action': 'start', 'userId': '9500'}").at("/error/code").asText())
        .isEqualTo("INSTANCE_NOT_FOUND");
  }

  private List<ObjectNode> play(String name) {
    String file = "/cases/" + name + ".json";
    try (InputStream in = RegistrationCasesTest.class.getResourceAsStream(file)) {
      JsonNode steps = RequestFixture.JSON.readTree(in).path("steps");
      return StreamSupport.stream(steps.spliterator(), false)
          .map(step -> step.path("event"))
          .filter(JsonNode::isObject)
          .map(event -> fixture.ask((ObjectNode) event))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
