/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Reads amounts and currency codes that come from outside. */
public final class MoneyText {
  /** Below a billion, so that every sum stays far within 64 bits. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");

  private MoneyText() {}

  /**
   * @param field for the message
   * @throws PlatformException {@code VALIDATION_ERROR} for signs, separators, exponents, and for
   *     more decimals than the currency has
   */
  public static Money amount(String field, String text, Currency currency) {
    if (!AMOUNT.matcher(text).matches()) {
      throw PlatformException.invalid(field, "must be a plain decimal number below a billion");
    }
    BigDecimal exact = new BigDecimal(text);
    Money money = Money.rounded(exact, currency);
    if (money.amount().compareTo(exact) != 0) {
      throw PlatformException.invalid(field, "has more decimals than its currency");
    }
    return money;
  }

  /**
   * @param field for the message
   * @throws PlatformException {@code VALIDATION_ERROR} for a code that ISO 4217 does not have, or
   *     that has no minor unit
   */
  public static Currency currency(String field, String text) {
    return Currency.getAvailableCurrencies().stream()
        .filter(each -> each.getCurrencyCode().equals(text))
        .filter(each -> each.getDefaultFractionDigits() >= 0)
        .findFirst()
        .orElseThrow(() -> PlatformException.invalid(field, "must be a currency of ISO 4217"));
  }
}
