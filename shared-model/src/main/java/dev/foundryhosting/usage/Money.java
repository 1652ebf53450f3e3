/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in whole minor units of its currency: {@code 3.00 USD}, {@code 500 JPY}. Amounts of
 * different currencies are never added up.
 *
 * @param amount with exactly as many decimals as the currency has
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) {
  public Money {
    if (amount.scale() != decimals(currency)) {
      throw new IllegalArgumentException(
          "%s has %d decimals".formatted(currency, decimals(currency)));
    }
  }

  public static Money zero(Currency currency) {
    return ofMinor(0, currency);
  }

  public static Money ofMinor(long units, Currency currency) {
    return new Money(BigDecimal.valueOf(units, decimals(currency)), currency);
  }

  /** An exact amount, rounded half up to the currency's minor unit. */
  public static Money rounded(BigDecimal exact, Currency currency) {
    return new Money(exact.setScale(decimals(currency), RoundingMode.HALF_UP), currency);
  }

  /** Some currencies, such as gold, have no minor unit. */
  private static int decimals(Currency currency) {
    int digits = currency.getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException(currency + " is no currency that people pay in");
    }
    return digits;
  }

  public long minorUnits() {
    return amount.unscaledValue().longValueExact();
  }

  /**
   * @throws IllegalArgumentException when the other is of another currency
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s cannot be added to %s".formatted(other.currency, currency));
    }
    return new Money(amount.add(other.amount), currency);
  }

  /**
   * @throws IllegalArgumentException when the other is of another currency
   */
  public Money minus(Money other) {
    return plus(other.negated());
  }

  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  /** The amount, or zero when it is negative. */
  public Money atLeastZero() {
    return amount.signum() < 0 ? zero(currency) : this;
  }

  /** The amount as a decimal number, without the currency. */
  public String text() {
    return amount.toPlainString();
  }

  @Override
  public String toString() {
    return text() + " " + currency;
  }
}
