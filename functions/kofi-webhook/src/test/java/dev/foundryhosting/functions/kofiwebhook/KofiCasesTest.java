/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.command.ClaimDonation;
import dev.foundryhosting.usage.port.InMemoryLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What public reports tell of Ko-fi's messages ({@code cases/*.json}), and what is refused. */
class KofiCasesTest {
  private static final String NOTHING = new InMemoryLedger().content();
  private static final UserId DONOR = new UserId("234567890123456789");

  private final WebhookFixture webhook = new WebhookFixture();

  @Test
  void aTestOfKofisIsAnsweredAndBookedNowhere() {
    ObjectNode test = messageOf("kofi-test-button");

    assertThat(webhook.post(test)).isEqualTo(200);
    assertThat(webhook.post(messageOf("kofi-test-button").put("type", "Shop Order")))
        .isEqualTo(200);

    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
    assertThat(webhook.notifications.published()).isEmpty();
    assertThat(webhook.log).hasSize(2).allMatch(line -> line.contains("\"action\":\"ko-fi-test\""));
    String transaction = test.path("kofi_transaction_id").asText();
    assertThatThrownBy(
            () -> new ClaimDonation(webhook.ledger).claim(new UserId("7001"), transaction))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("names no donation");
  }

  @Test
  void aTestWithoutTheTokenIsRefused() {
    assertThat(webhook.post(messageOf("kofi-test-button").put("verification_token", "x")))
        .isEqualTo(401);
  }

  @Test
  void aLinkedDiscordAccountNamesTheUser() {
    assertThat(webhook.post(messageOf("kofi-discord-account"))).isEqualTo(200);

    assertThat(webhook.ledger.month(DONOR, UsageMonth.parse("2026-11")).total().donations())
        .hasToString("Amounts[byCurrency={USD=3.00 USD}]");
  }

  @Test
  void theMessageGoesBeforeTheAccountAndTheAccountBeforeAnEarlierClaim() {
    webhook.post(message("m-1"));
    new ClaimDonation(webhook.ledger).claim(new UserId("anna"), "tx-m-1");

    webhook.post(message("m-2").put("discord_userid", DONOR.value()));
    webhook.post(
        message("m-3")
            .put("discord_userid", DONOR.value())
            .put("message", "discord: 100000000000000001"));

    assertThat(user("m-2")).isEqualTo(DONOR.value());
    assertThat(user("m-3")).isEqualTo("100000000000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "012345678901234567", "1234567890123456", "ada#1234", "null"})
  void whatIsNoIdOfDiscordNamesNobodyAndIsBookedAllTheSame(String id) {
    assertThat(webhook.post(message("m-1").put("discord_userid", id))).isEqualTo(200);
    assertThat(webhook.post(message("m-2").putNull("discord_userid"))).isEqualTo(200);

    assertThat(user("m-1")).isEqualTo("-");
    assertThat(user("m-2")).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount    | 1,000.50
          amount    | 3,00
          amount    | $3.00
          amount    | 3.00 USD
          amount    | 3.005
          currency  | usd
          currency  | US Dollar
          timestamp | 11/22/2026 7:03:11 PM
          """)
  void whatCannotBeBookedIsRefusedAloud(String field, String value) {
    assertThat(webhook.post(message("m-1").put(field, value))).isEqualTo(400);

    // Of this line the alarm counts the errors.
    assertThat(webhook.log)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("\"Action\":\"donation-refused\"")
                    .contains("\"Errors\":1"));
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @Test
  void aStrangersMessageRaisesNoAlarm() {
    webhook.post(message("m-1").put("verification_token", "guessed").put("amount", "x"));
    webhook.post("data=%7B%7D");
    webhook.post("hello");

    assertThat(webhook.log).hasSize(3).noneMatch(line -> line.contains("donation-refused"));
  }

  private String user(String messageId) {
    return webhook
        .ledger
        .ofTransaction("tx-" + messageId)
        .getFirst()
        .user()
        .map(UserId::value)
        .orElse("-");
  }

  private static ObjectNode messageOf(String name) {
    try (InputStream in = KofiCasesTest.class.getResourceAsStream("/cases/" + name + ".json")) {
      JsonNode step = WebhookFixture.JSON.readTree(in).path("steps").path(0);
      ObjectNode message = (ObjectNode) step.path("formFieldData");
      message.put("verification_token", WebhookFixture.TOKEN);
      for (String id : new String[] {"message_id", "kofi_transaction_id"}) {
        message.put(
            id, message.path(id).asText().replace("<new uuid>", UUID.randomUUID().toString()));
      }
      return message;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
