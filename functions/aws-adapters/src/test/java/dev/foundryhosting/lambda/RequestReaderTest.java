/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
  private static final String TIMES = "'startsAt': '2026-11-27T19:00', 'endsAt': '22:00'";

  @Test
  void whatMayBeAbsentIsEmptyThen() {
    assertThat(create("{'username': 'Carol', 'licenseType': 'pooled'}"))
        .isEqualTo(
            new InstanceRequest.Create(
                "Carol",
                LicenseType.POOLED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aDescriptionMayHaveSeveralLines() {
    SessionRequest.Schedule read =
        RequestReader.read(
            SessionRequest.Schedule.class,
            json("{" + TIMES + ", 'description': 'a\\nb', 'preferredLicenseId': 'byol-bob'}"));

    assertThat(read.description()).contains("a\nb");
    assertThat(read.preferredLicenseId()).contains(new LicenseId("byol-bob"));
  }

  @Test
  void nullTakesASpendingCapAway() {
    InstanceRequest.UpdateSettings read =
        RequestReader.read(
            InstanceRequest.UpdateSettings.class, json("{'maxHours': 8, 'spendingCap': null}"));

    assertThat(read.spendingCap()).contains(InstanceRequest.UpdateSettings.NO_CAP);
    assertThat(read.maxHours()).contains(8);
    assertThat(read.idleMinutes()).isEmpty();
  }

  @Test
  void anActorIsNoAdministratorUnlessTheRequestSaysSo() {
    Caller caller = RequestReader.read(Caller.class, json("{'actor': {'userId': 'boss'}}"));

    assertThat(caller.asking()).isEqualTo(new UserId("boss"));
    assertThat(caller.byAdministrator()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          {'licenseType': 'byol'} | username | username is missing
          {'username': null, 'licenseType': 'byol'} | username | username must be a string, not null
          {'username': ['x'], 'licenseType': 'byol'} | username | username must be a string, not an array
          {'username': 'x', 'licenseType': 'own'} | licenseType | licenseType must be one of byol, pooled
          """)
  void aBadFieldIsNamedWithItsRule(String request, String field, String message) {
    assertRefused(InstanceRequest.Create.class, request, field, message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          {'transactionId': ''} | transactionId must not be empty
          {'transactionId': 'a\\u0007'} | transactionId must not hold control characters
          {'transactionId': 'a\\ud83d'} | transactionId must not hold control characters
          """)
  void aBadTextIsNamedWithItsRule(String request, String message) {
    assertRefused(CostRequest.ClaimDonation.class, request, "transactionId", message);
  }

  @Test
  void allBadFieldsAreNamedInTheOrderOfTheRecord() {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(
            () -> create("{'licenseType': 'own', 'foundryVersion': '../x', 'licenseKey': 17}"))
        .withMessageStartingWith("username is missing; licenseType must be one of byol, pooled; ")
        .satisfies(
            e ->
                assertThat(e.fields())
                    .extracting(FieldError::field)
                    .containsExactly("username", "licenseType", "licenseKey", "foundryVersion"));
  }

  @Test
  void aTextThatItsUseCaseChecksIsReadAsItIs() {
    assertThat(create("{'username': '', 'licenseType': 'byol', 'licenseKey': ' A-B\\n'}"))
        .satisfies(
            read -> {
              assertThat(read.username()).isEmpty();
              assertThat(read.licenseKey()).contains(" A-B\n");
            });
  }

  @Test
  void aValueThatIsKnownByAnotherNameIsCalledAsTheRequestCallsIt() {
    assertRefused(
        InstanceRequest.ForceShutdown.class,
        "{'targetUserId': '../x', 'reason': 'x'}",
        "targetUserId",
        "targetUserId must be 1 to 64 letters, digits, '_' or '-'");
    assertRefused(
        Caller.class,
        "{'actor': {'userId': '../x'}}",
        "actor.userId",
        "actor.userId must be 1 to 64 letters, digits, '_' or '-'");
  }

  @Test
  void numbersFlagsAndListsHaveTheirRules() {
    assertRefused(
        InstanceRequest.KeepAlive.class,
        "{'minutes': 241}",
        "minutes",
        "minutes must be a whole number from 1 to 240");
    assertRefused(
        InstanceRequest.KeepAlive.class,
        "{'minutes': 1.5}",
        "minutes",
        "minutes must be a whole number, not a number");
    assertRefused(
        LicenseRequest.SetSharing.class,
        "{'share': 'true'}",
        "share",
        "share must be true or false, not a string");
    assertRefused(
        CostRequest.CreditSupporter.class,
        "{'roles': ['../x']}",
        "roles",
        "roles must hold names of 1 to 64 letters, digits, '_' or '-'");
    assertRefused(
        CostRequest.CreditSupporter.class,
        "{'roles': [" + "'x',".repeat(250) + "'y']}",
        "roles",
        "roles must have at most 250 entries");
  }

  private static void assertRefused(
      Class<? extends Record> type, String request, String field, String message) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> RequestReader.read(type, json(request)))
        .withMessage(message)
        .satisfies(e -> assertThat(e.field()).contains(field));
  }

  private static InstanceRequest.Create create(String request) {
    return RequestReader.read(InstanceRequest.Create.class, json(request));
  }

  private static ObjectNode json(String text) {
    return Json.parse("json", text.replace('\'', '"').getBytes(UTF_8));
  }
}
