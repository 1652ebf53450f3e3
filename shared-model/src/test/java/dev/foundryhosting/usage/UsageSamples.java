/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.platform.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** Runs and donations to begin with. */
public final class UsageSamples {
  public static final Currency USD = Currency.getInstance("USD");
  public static final Currency EUR = Currency.getInstance("EUR");
  public static final Currency JPY = Currency.getInstance("JPY");
  public static final UserId ANNA = new UserId("Anna_01");
  public static final UserId BEN = new UserId("100000000000000001");
  public static final Instant NOW = Instant.parse("2026-11-22T19:03:11Z");
  public static final UsageMonth NOVEMBER = UsageMonth.parse("2026-11");
  public static final UsageMonth DECEMBER = UsageMonth.parse("2026-12");
  public static final PayerHash PAYER = new PayerHash("ab".repeat(32));

  /** Fargate on ARM64 in Frankfurt. */
  public static final Prices PRICES =
      new Prices(new BigDecimal("0.03725"), new BigDecimal("0.00409"), USD);

  private UsageSamples() {}

  /** A run of 1 vCPU and 2 GB that ended. */
  public static TaskRun run(String runId, UserId user, Instant from, Instant until) {
    return new TaskRun(
        runId,
        user,
        1024,
        2048,
        Optional.of(from),
        Optional.of(from.plusSeconds(30)),
        Optional.of(until),
        Optional.empty());
  }

  public static Money money(String amount, Currency currency) {
    return MoneyText.amount("amount", amount, currency);
  }

  /** A public donation, whose transaction id follows from its message id. */
  public static Donation donation(String messageId, Money amount) {
    return new Donation(
        messageId,
        "tx-" + messageId,
        NOW,
        "Donation",
        amount,
        Optional.of("Zoë 🎲 \u202eevil"),
        Optional.of("Thanks <@everyone> **bold**"),
        Optional.of(PAYER));
  }

  /** A private donation. */
  public static Donation privateDonation(String messageId, Money amount) {
    return new Donation(
        messageId,
        "tx-" + messageId,
        NOW,
        "Shop Order",
        amount,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
