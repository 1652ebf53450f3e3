/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The detail of one of the platform's events (docs/events.md), as far as a summary shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record EventSummary(
    String userId,
    Session session,
    String subdomain,
    String shutdownAt,
    String licenseId,
    String borrowerId,
    String amount,
    String currency,
    String reason) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Session(String title, String startsAt, String endsAt) {}

  EventSummary {
    session = session == null ? new Session("", "", "") : session;
  }

  /** The event in a few words. */
  String words() {
    return Stream.of(
            after("", session.title),
            after("from ", session.startsAt),
            after("to ", session.endsAt),
            after("", subdomain),
            after("stops at ", shutdownAt),
            after("licence ", licenseId),
            after("borrowed by ", borrowerId),
            after("", amount),
            after("", currency),
            after("", reason))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static String after(String prefix, String value) {
    return value == null || value.isEmpty() ? "" : prefix + value;
  }
}
