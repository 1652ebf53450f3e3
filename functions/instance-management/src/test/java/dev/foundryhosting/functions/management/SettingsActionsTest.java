/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.usage.UsageSamples;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a server is left running, and what it may cost. */
class SettingsActionsTest {
  private static final String BOSS = ", 'actor': {'userId': 'boss', 'admin': true}";

  private final RequestFixture fixture = new RequestFixture();

  @BeforeEach
  void aliceHasAServer() {
    var unused = fixture.world.worker().create(PlatformFixture.owner(ALICE, "alice"));
  }

  @Test
  void whatIsAbsentStaysAsItIs() {
    assertThat(settings(update("'idleMinutes': 45")))
        .isEqualTo(
            "{\"idleMinutes\":45,\"neverJoinedMinutes\":15,\"maxHours\":6,\"saveAfterRuns\":true}");
    assertThat(settings(update("'neverJoinedMinutes': 10, 'maxHours': 24")))
        .isEqualTo(
            "{\"idleMinutes\":45,\"neverJoinedMinutes\":10,\"maxHours\":24,\"saveAfterRuns\":true}");
    assertThat(fixture.world.instance(ALICE).settings())
        .isEqualTo(
            new ShutdownSettings(
                Duration.ofMinutes(45),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Optional.empty()));
  }

  @Test
  void whatChangesNothingIsNotWritten() {
    Instance before = fixture.world.instance(ALICE);

    assertThat(update("'idleMinutes': 20").path("ok").asBoolean()).isTrue();

    assertThat(fixture.world.instance(ALICE)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "idleMinutes, 9",
    "idleMinutes, 121",
    "neverJoinedMinutes, 9",
    "neverJoinedMinutes, 121",
    "maxHours, 0",
    "maxHours, 25"
  })
  void whatIsOutsideOfItsLimitsIsRefused(String field, int value) {
    ObjectNode answer = update("'%s': %d".formatted(field, value));

    assertThat(answer.at("/error/field").asText()).isEqualTo(field);
    assertThat(fixture.world.instance(ALICE).settings()).isEqualTo(ShutdownSettings.usual());
  }

  @ParameterizedTest
  @EnumSource(ServerSize.class)
  void aSizeIsSetAndAnswered(ServerSize size) {
    ObjectNode answer = update("'size': '%s'".formatted(size.label()));

    assertThat(answer.at("/data/size").asText()).isEqualTo(size.label());
    assertThat(answer.at("/data").has("runningSize")).isFalse();
    assertThat(fixture.world.instance(ALICE).sizing().size()).isEqualTo(size);
  }

  @Test
  void aRunningServerAnswersTheSizeOfTheNextStartAndThatOfItsRun() {
    var unused = fixture.world.worker().start(ALICE);

    ObjectNode answer = update("'size': 'large'");

    assertThat(answer.at("/data/size").asText()).isEqualTo("large");
    assertThat(answer.at("/data/runningSize").asText()).isEqualTo("small");
    assertThat(update("'size': 'small'").at("/data").has("runningSize")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'huge'", "'LARGE'", "''", "2", "null", "['large']"})
  void aSizeIsOneOfThree(String size) {
    ObjectNode answer = update("'idleMinutes': 45, 'size': " + size);

    assertThat(answer.at("/error/field").asText()).isEqualTo("size");
    assertThat(fixture.world.instance(ALICE).sizing().size()).isEqualTo(ServerSize.SMALL);
    assertThat(fixture.world.instance(ALICE).settings()).isEqualTo(ShutdownSettings.usual());
  }

  @Test
  void anEndWithoutMemoryIsAnsweredUntilALargerSizeIsSet() {
    var unused = fixture.world.worker().start(ALICE);
    unused = fixture.world.settleUntil(ALICE, Status.RUNNING);
    fixture.world.tasks.stopped(
        fixture.world.tasks.theOne(ALICE).taskArn(),
        OptionalInt.of(137),
        new StopCause(StopCauseKind.OUT_OF_MEMORY, "The server ran out of memory."));
    var ignored = fixture.world.worker().reconcile(ALICE);

    ObjectNode failed = fixture.ask("{'action': 'status', 'userId': '%s'}".formatted(ALICE));
    assertThat(failed.at("/data/attention").asText()).isEqualTo("larger-size");
    assertThat(failed.at("/data/statusReason").asText())
        .contains("ran out of memory", "Size medium has 4 GB");

    assertThat(update("'size': 'medium'").at("/data").has("attention")).isFalse();
  }

  @Test
  void aWorldIsChosenAndKeptUntilItIsCleared() {
    assertThat(update("'world': 'Castle in the clouds'").at("/data/world").asText())
        .isEqualTo("Castle in the clouds");
    assertThat(update("'idleMinutes': 30").at("/data/world").asText())
        .isEqualTo("Castle in the clouds");
    assertThat(update("'world': ''").at("/data").has("world")).isFalse();

    var unused = update("'world': 'castle'");
    assertThat(update("'world': null").at("/data").has("world")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'.'", "'../Config'", "'a/b'", "' '", "'a\\u0000b'", "12", "['castle']"})
  void whatIsNoFolderOfAWorldIsRefused(String world) {
    ObjectNode answer = update("'idleMinutes': 30, 'world': " + world);

    assertThat(answer.at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
    assertThat(answer.at("/error/field").asText()).isEqualTo("world");
    assertThat(fixture.world.instance(ALICE).settings()).isEqualTo(ShutdownSettings.usual());
  }

  @Test
  void anAdministratorCapsWhatAUserSpends() {
    assertThat(settings(update("'spendingCap': '12.5'" + BOSS)))
        .contains("\"spendingCap\":\"12.50\"");
    assertThat(fixture.world.instance(ALICE).settings().spendingCap())
        .contains(UsageSamples.money("12.50", UsageSamples.USD));
    assertThat(settings(update("'idleMinutes': 30"))).contains("\"spendingCap\":\"12.50\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'none'", "null"})
  void aCapIsTakenAway(String nothing) {
    var unused = update("'spendingCap': '5.00'" + BOSS);

    assertThat(settings(update("'spendingCap': " + nothing + BOSS))).doesNotContain("spendingCap");
    assertThat(fixture.world.instance(ALICE).settings().spendingCap()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'5.00'", "'none'", "null"})
  void noUserChangesTheOwnCap(String cap) {
    ObjectNode answer = update("'idleMinutes': 30, 'spendingCap': " + cap);

    assertThat(answer.at("/error/code").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(fixture.world.instance(ALICE).settings()).isEqualTo(ShutdownSettings.usual());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "5.001", "5 USD", "1e3", "9999999999", "unlimited"})
  void aCapIsAPlainAmount(String cap) {
    assertThat(update("'spendingCap': '%s'".formatted(cap) + BOSS).at("/error/field").asText())
        .isEqualTo("spendingCap");
  }

  @Test
  void anotherUsersSettingsAreForAdministrators() {
    assertThat(update("'idleMinutes': 30, 'actor': {'userId': 'ben'}").at("/error/code").asText())
        .isEqualTo("PERMISSION_DENIED");
    assertThat(update("'idleMinutes': 30" + BOSS).path("ok").asBoolean()).isTrue();
  }

  @Test
  void whatIsBeingDestroyedHasNoSettings() {
    var unused = fixture.world.worker().start(ALICE);
    unused = fixture.world.worker().destroy(ALICE, false);

    assertThat(update("'idleMinutes': 30").at("/error/code").asText()).isEqualTo("INVALID_STATE");
  }

  private ObjectNode update(String fields) {
    return fixture.ask(
        "{'action': 'update-settings', 'userId': '%s', %s}".formatted(ALICE, fields));
  }

  private static String settings(ObjectNode answer) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.at("/data/settings").toString();
  }
}
