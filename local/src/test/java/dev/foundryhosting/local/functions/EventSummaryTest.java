/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"subdomain\": \"anna\"} | anna",
        "{\"subdomain\": \"anna\", \"shutdownAt\": \"2026-11-24T19:00:00Z\", \"reason\": \"Why.\"}"
            + " | anna · stops at 2026-11-24T19:00:00Z · Why.",
        "{\"session\": {\"title\": \"x\", \"startsAt\": \"A\", \"endsAt\": \"B\"},"
            + " \"licenseId\": \"byol-anna\", \"borrowerId\": \"bo\"}"
            + " | x · from A · to B · licence byol-anna · borrowed by bo",
        "{\"amount\": \"3.00\", \"currency\": \"EUR\"} | 3.00 · EUR",
        "{} | ``"
      })
  void anEventIsSummarisedInAFewWords(String detail, String words) throws JsonProcessingException {
    assertThat(new ObjectMapper().readValue(detail, EventSummary.class).words()).isEqualTo(words);
  }
}
