/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.FORM;
import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.TOKEN;
import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.event;
import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.form;
import static dev.foundryhosting.functions.kofiwebhook.WebhookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.command.ClaimDonation;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.InMemoryLedger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KofiWebhookHandlerTest {
  private static final String NOTHING = new InMemoryLedger().content();

  private final WebhookFixture webhook = new WebhookFixture();

  @Test
  void aRepeatedMessageIsBookedOnce() {
    assertThat(webhook.post(message("m-1"))).isEqualTo(200);
    String once = webhook.ledger.content();

    assertThat(webhook.post(message("m-1"))).isEqualTo(200);
    assertThat(webhook.post(message("m-1").put("timestamp", "2027-02-01T00:00:00Z")))
        .isEqualTo(200);
    assertThat(webhook.post(message("m-1").put("amount", "99.00"))).isEqualTo(200);

    assertThat(webhook.ledger.content()).isEqualTo(once);
    assertThat(webhook.notifications.published()).hasSize(1);
  }

  @Test
  void aHundredReplaysAtOnceAreOneBooking() {
    List<Integer> statuses = Concurrently.run(100, i -> webhook.post(message("m-1")));

    assertThat(statuses).containsOnly(200);
    assertThat(webhook.ledger.ofTransaction("tx-m-1")).hasSize(1);
    assertThat(webhook.ledger.totals(UsageMonth.parse("2026-11")))
        .singleElement()
        .satisfies(
            total ->
                assertThat(total.donations()).hasToString("Amounts[byCurrency={USD=3.00 USD}]"));
  }

  @Test
  void aReplayAfterAClaimChangesNothing() {
    assertThat(webhook.post(message("m-1"))).isEqualTo(200);
    UserId anna = new UserId("anna");
    new ClaimDonation(webhook.ledger).claim(anna, "tx-m-1");

    assertThat(webhook.post(message("m-1"))).isEqualTo(200);

    assertThat(booked("m-1").user()).contains(anna);
    assertThat(webhook.post(message("m-2"))).isEqualTo(200);
    assertThat(booked("m-2").user()).as("the payer is known by now").contains(anna);
    assertThat(webhook.post(message("m-3").put("email", " Ada@Example.COM "))).isEqualTo(200);
    assertThat(booked("m-3").user()).contains(anna);
    assertThat(webhook.post(message("m-4").put("email", "bob@example.com"))).isEqualTo(200);
    assertThat(booked("m-4").user()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Discord: 100000000000000001 thanks | 100000000000000001
          discord 100000000000000001         | 100000000000000001
          DISCORD:100000000000000001!        | 100000000000000001
          for my GM, discord : 1234567890123456789. | 1234567890123456789
          discord: 100000000000000001, discord: 100000000000000002 | 100000000000000001
          discord: 1                         | -
          discord: ada                       | -
          my discord is 100000000000000001   | -
          mydiscord: 100000000000000001      | -
          discord: 100000000000000001abc     | -
          discord: 123456789012345678901234  | -
          100000000000000001                 | -
          """)
  void theUserIsTheOneWhomTheDonorNames(String words, String user) {
    assertThat(webhook.post(message("m-1").put("message", words))).isEqualTo(200);

    assertThat(booked("m-1").user().map(UserId::value).orElse("-")).isEqualTo(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b2f1c3de-0000-4000-8000-5a5a5a5a5a5b", "b2f1c3de", " " + TOKEN})
  void aWrongTokenIsRefusedBeforeAnythingElseIsRead(String token) {
    ObjectNode wrong = message("m-1").put("verification_token", token);

    assertThat(webhook.post(wrong)).isEqualTo(401);
    assertThat(webhook.post(wrong.put("amount", "nonsense"))).isEqualTo(401);
    assertThat(webhook.post(wrong.putNull("message_id"))).isEqualTo(401);
    assertThat(webhook.post("data=%7B%7D")).isEqualTo(401);
    assertThat(webhook.post(message("m-1").putNull("verification_token"))).isEqualTo(401);
    assertThat(webhook.post(message("m-1").put("verification_token", 17))).isEqualTo(401);
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @Test
  void withoutATokenEveryMessageIsRefused() {
    WebhookFixture without = new WebhookFixture(Optional::empty);

    assertThat(without.post(message("m-1"))).isEqualTo(401);
    assertThat(without.post(message("m-1").put("verification_token", ""))).isEqualTo(401);
    assertThat(without.post(message("m-1").putNull("verification_token"))).isEqualTo(401);
    assertThat(without.ledger.content()).isEqualTo(NOTHING);
  }

  @Test
  void aFailureToReadTheTokenLetsKofiTryAgain() {
    WebhookFixture unable =
        new WebhookFixture(
            () -> {
              throw PlatformException.dependency("Could not read Ko-fi's token.", true);
            });

    assertThat(unable.post(message("m-1"))).isEqualTo(503);
    assertThat(unable.ledger.content()).isEqualTo(NOTHING);
  }

  static Stream<ObjectNode> noForms() {
    String good = form(message("m-1"));
    String base64 = WebhookFixture.base64(good);
    return Stream.of(
        event("POST", "application/json", message("m-1").toString(), false),
        event("POST", "multipart/form-data; boundary=x", good, false),
        event("POST", "text/plain", good, false),
        event("POST", "", good, false),
        event("POST", FORM + "; charset=iso-8859-1", good, false),
        event("POST", FORM, "", false),
        event("POST", FORM, "data", false),
        event("POST", FORM, "data=", false),
        event("POST", FORM, "other=" + good.substring(5), false),
        event("POST", FORM, good + "&" + good, false),
        event("POST", FORM, good + "&%64ata=1", false),
        event("POST", FORM, "a=1&a=1&" + good, false),
        event("POST", FORM, good + "%", false),
        event("POST", FORM, good + "%4", false),
        event("POST", FORM, good + "%zz", false),
        event("POST", FORM, "data=%ff%fe", false),
        event("POST", FORM, "data=Zoë", false),
        event("POST", FORM, "data=[]", false),
        event("POST", FORM, "data=null", false),
        event("POST", FORM, form(message("m-1") + " trailing"), false),
        event(
            "POST",
            FORM,
            form(message("m-1").toString().replaceFirst("\\{", "{\"amount\":\"1\",")),
            false),
        event("POST", FORM, form(message("m-1").toString().replace("\"3.00\"", "NaN")), false),
        event("POST", FORM, "data=" + "%5B".repeat(100), false),
        event("POST", FORM, base64.substring(0, base64.length() - 3), true),
        event("POST", FORM, base64.substring(0, base64.length() - 4), true),
        event("POST", FORM, base64.replace(base64.charAt(9), '*'), true),
        event("POST", FORM, good, true),
        event("POST", FORM, base64, false),
        WebhookFixture.JSON.createObjectNode().put("action", "status"));
  }

  @ParameterizedTest
  @MethodSource("noForms")
  void anotherBodyThanKofisFormIsRefused(ObjectNode event) {
    assertThat(webhook.status(event)).isIn(400, 405);
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @Test
  void aFormMayComeInBase64AndItsTypeWithACharset() {
    String base64 = WebhookFixture.base64(form(message("m-1")));

    assertThat(webhook.status(event("POST", FORM, base64, true))).isEqualTo(200);
    assertThat(
            webhook.status(
                event("POST", FORM.toUpperCase(Locale.ROOT) + " ; charset=UTF-8", base64, true)))
        .isEqualTo(200);
    ObjectNode capitals = event("POST", "", base64, true);
    capitals.putObject("headers").put("Content-Type", FORM);
    assertThat(webhook.status(capitals)).isEqualTo(200);
    assertThat(webhook.ledger.ofTransaction("tx-m-1")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "post", ""})
  void onlyPostIsAnswered(String method) {
    assertThat(webhook.status(event(method, FORM, form(message("m-1")), false))).isEqualTo(405);
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @Test
  void aBodyOfMoreThan64KbIsTooLarge() {
    String good = form(message("m-1"));
    String fits = good + "&pad=" + "x".repeat(KofiForm.MAX_BYTES - good.length() - 5);

    assertThat(webhook.post(fits)).isEqualTo(200);
    assertThat(webhook.post(fits + "x")).isEqualTo(413);
    assertThat(webhook.status(event("POST", FORM, WebhookFixture.base64(fits + "x"), true)))
        .isEqualTo(413);
    assertThat(webhook.post("data=" + "x".repeat(5_000_000))).isEqualTo(413);
    assertThat(webhook.ask("x".repeat(300_000)).path("statusCode").asInt()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount              | -5.00
          amount              | 1,000.50
          amount              | 3.001
          amount              | 1e3
          amount              | NaN
          amount              |
          amount              | 1000000000
          amount              | 10000000000000000000000000000000000000000
          currency            | usd
          currency            | XXX
          currency            |
          message_id          |
          message_id          | a#b
          kofi_transaction_id |
          kofi_transaction_id | ../x
          timestamp           | yesterday
          timestamp           | 1999-12-31T23:59:59Z
          timestamp           | +10000-01-01T00:00:00Z
          timestamp           | +1000000000-01-01T00:00:00Z
          timestamp           |
          type                |
          is_public           | true
          """)
  void aMalformedFieldIsRefused(String field, String value) {
    ObjectNode message = message("m-1").put(field, value);

    var answer = webhook.ask(event("POST", FORM, form(message), false).toString());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("body").asText()).startsWith(field + " ");
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message_id",
        "kofi_transaction_id",
        "timestamp",
        "type",
        "amount",
        "currency",
        "from_name",
        "message",
        "email"
      })
  void aFieldOfAnotherTypeIsRefused(String field) {
    assertThat(webhook.post(message("m-1").put(field, 3))).isEqualTo(400);
    assertThat(
            webhook.post(
                (ObjectNode) message("m-1").set(field, WebhookFixture.JSON.createArrayNode())))
        .isEqualTo(400);
    assertThat(webhook.ledger.content()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"3, USD, 3.00 USD", "3.00, EUR, 3.00 EUR", "500, JPY, 500 JPY", "0, USD, 0.00 USD"})
  void anAmountIsBookedInItsCurrency(String amount, String currency, String booked) {
    assertThat(webhook.post(message("m-1").put("amount", amount).put("currency", currency)))
        .isEqualTo(200);

    assertThat(booked("m-1").donation().amount()).hasToString(booked);
  }

  @Test
  void aPrivateMessageIsStoredAndPublishedWithoutNameAndWords() {
    ObjectNode hidden = message("m-1").put("is_public", false).put("from_name", "Hidden");
    hidden.put("message", "Secret words, discord: 100000000000000001");
    ObjectNode unsaid = message("m-2").put("from_name", "Hidden").put("message", "Secret");
    unsaid.remove("is_public");

    assertThat(webhook.post(hidden)).isEqualTo(200);
    assertThat(webhook.post(unsaid)).isEqualTo(200);

    assertThat(booked("m-1").user()).contains(new UserId("100000000000000001"));
    assertThat(webhook.ledger.content() + webhook.notifications.published() + webhook.log)
        .doesNotContain("Hidden", "Secret");
  }

  @Test
  void wordsAreBoundedAndHoldNoControlCharacters() {
    ObjectNode message = message("m-1").put("from_name", " Zo\u0000ë\n");
    message.put("message", "🎲".repeat(2000));

    assertThat(webhook.post(message)).isEqualTo(200);

    assertThat(booked("m-1").donation().from().orElseThrow()).isEqualTo("Zo ë");
    String words = booked("m-1").donation().message().orElseThrow();
    assertThat(words.codePointCount(0, words.length())).isEqualTo(1000);
  }

  @Test
  void halfACharacterBecomesAMarkThatItWasThere() {
    String half = message("m-1").toString().replace("\"Ada\"", "\"A\\ud83d\"");

    assertThat(webhook.post(form(half))).isEqualTo(200);

    assertThat(booked("m-1").donation().from()).contains("A\ufffd");
  }

  @Test
  void aFailingLedgerLetsKofiTryAgain() {
    var broken =
        webhook.handler(
            () -> Optional.of(TOKEN),
            failing(
                "DonationLedger.book",
                PlatformException.dependency("Could not book the donation.", true)));
    String event = event("POST", FORM, form(message("m-1")), false).toString();

    assertThat(WebhookFixture.ask(broken, event).path("statusCode").asInt()).isEqualTo(503);
    assertThat(webhook.log.getLast()).contains(ErrorCode.DEPENDENCY_FAILED.name());
    var defect =
        webhook.handler(
            () -> Optional.of(TOKEN),
            failing("DonationLedger.book", new IllegalStateException("secret detail")));
    var answer = WebhookFixture.ask(defect, event);
    assertThat(answer.path("statusCode").asInt()).isEqualTo(500);
    assertThat(answer.toString()).doesNotContain("secret detail");
  }

  @Test
  void aBookingIsAnsweredWith200AlsoWhenItCannotBePublished() {
    webhook.notifications.breakDown(true);
    assertThat(webhook.post(message("m-1"))).isEqualTo(200);
    assertThat(webhook.notifications.published()).isEmpty();

    webhook.notifications.breakDown(false);
    assertThat(webhook.post(message("m-2").put("email", "bob@example.com"))).isEqualTo(200);

    assertThat(webhook.notifications.published())
        .extracting(DomainEvent::eventId)
        .containsExactlyInAnyOrder("donation-m-1", "donation-m-2");
  }

  @Test
  void theLogHasTheUserAndTheResultAndNothingElse() {
    assertThat(webhook.post(message("m-1").put("message", "discord: 100000000000000001")))
        .isEqualTo(200);
    assertThat(webhook.post(message("m-2").put("verification_token", "guess"))).isEqualTo(401);

    assertThat(webhook.log.getFirst())
        .contains("\"action\":\"ko-fi\"", "\"userId\":\"100000000000000001\"", "\"status\":\"ok\"");
    assertThat(webhook.log.getLast()).contains("\"status\":\"PERMISSION_DENIED\"");
    assertThat(webhook.log.toString()).doesNotContain("Ada", "ada@", TOKEN, "guess", "tx-m");
  }

  private BookedDonation booked(String messageId) {
    return webhook.ledger.ofTransaction("tx-" + messageId).getFirst();
  }

  private DonationLedger failing(String where, RuntimeException failure) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals(where)) {
          throw failure;
        }
      }

      @Override
      public void after(String call) {}
    }.on(DonationLedger.class, webhook.ledger);
  }
}
