/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Amounts;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UsageSamples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Bodies as Ko-fi posts them, all in their order to one function. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KofiVectorsTest {
  private static final UsageMonth NOVEMBER = UsageMonth.parse("2026-11");

  private final WebhookFixture webhook = new WebhookFixture();
  private final List<DynamicTest> results = new ArrayList<>();

  @BeforeAll
  void postThemAll() {
    for (JsonNode vector : vectors().path("cases")) {
      String before = webhook.ledger.content();
      int status =
          webhook.status(
              WebhookFixture.event(
                  "POST",
                  vector.path("contentType").asText(),
                  vector.path("body").asText(),
                  vector.path("isBase64Encoded").asBoolean()));
      boolean changed = !webhook.ledger.content().equals(before);
      results.add(
          DynamicTest.dynamicTest(
              vector.path("name").asText(),
              () -> {
                String expected = vector.path("expect").asText();
                assertThat(status).isEqualTo(vector.path("expectStatus").asInt());
                assertThat(changed).as(expected).isEqualTo(!expected.startsWith("nothing booked"));
              }));
    }
  }

  @TestFactory
  List<DynamicTest> everyVectorIsAnsweredAsExpected() {
    assertThat(results).hasSize(22);
    return results;
  }

  @Test
  void eachIsBookedForItsUserInItsOwnCurrency() {
    Amounts sums = webhook.ledger.month(user(1), NOVEMBER).total().donations();
    assertThat(sums.otherThan(UsageSamples.USD)).hasToString("[25.00 EUR, 500 JPY]");
    assertThat(amountsOf(1)).contains("3.00 USD", "10.00 USD", "25.00 EUR", "500 JPY");
    assertThat(amountsOf(2)).containsExactly("3.00 USD");
    assertThat(amountsOf(9)).containsExactly("3.00 USD");
  }

  @Test
  void aDonationThatNamesNoUserStaysUnclaimedAlthoughItsPayerNamedOneBefore() {
    assertThat(donation(3).user()).isEmpty();
    assertThat(donation(7).user()).isEmpty();
  }

  @Test
  void privateTextIsNowhere() {
    assertThat(donation(4).donation().from()).isEmpty();
    assertThat(donation(4).donation().message()).isEmpty();
    assertThat(donation(4).user()).contains(user(4));
    assertThat(everything()).doesNotContain("Hidden Person", "keep it private");
  }

  @Test
  void noAddressIsKept() {
    assertThat(everything())
        .doesNotContain("ada@example.com", "street_address", "1 St", "postal_code")
        .doesNotContain(WebhookFixture.TOKEN);
  }

  @Test
  void anUnknownTypeIsKeptAsItCame() {
    assertThat(donation(17).donation().kind()).isEqualTo("Something New");
    assertThat(donation(7).donation().kind()).isEqualTo("Shop Order");
  }

  @Test
  void textIsKeptAsTheDataThatItIs() {
    assertThat(donation(9).donation().from()).contains("Zoë 🎲 \u202eevil");
    assertThat(donation(9).donation().message().orElseThrow()).contains("🎉 <@everyone> **bold**");
  }

  private List<String> amountsOf(int user) {
    return webhook.ledger.month(user(user), NOVEMBER).entries().stream()
        .map((UsageEntry entry) -> ((Donation) entry).amount().toString())
        .toList();
  }

  private BookedDonation donation(int number) {
    String id = "00000000-1111-2222-3333-" + "%012d".formatted(number);
    return webhook.ledger.ofTransaction(id).getFirst();
  }

  private String everything() {
    return webhook.ledger.content() + webhook.notifications.published() + webhook.log;
  }

  private static UserId user(int number) {
    return new UserId("1000000000000000%02d".formatted(number));
  }

  private static JsonNode vectors() {
    try (InputStream in = KofiVectorsTest.class.getResourceAsStream("/kofi/cases.json")) {
      return WebhookFixture.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
