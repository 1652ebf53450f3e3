/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The amounts that the functions accept: below a billion, and no finer than the minor unit of the
 * platform's currency.
 */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");
  private static final Pattern RATE = Pattern.compile("(?=.*[1-9])[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final String BETWEEN_CREDITS = ",\\s*";

  private Amounts() {}

  /** Empty for a code that ISO 4217 does not have, or that has no minor unit. */
  static Optional<Currency> currency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(each -> each.getCurrencyCode().equals(code))
        .filter(each -> each.getDefaultFractionDigits() >= 0)
        .findFirst();
  }

  static boolean isAmount(String text, Currency currency) {
    return AMOUNT.matcher(text).matches()
        && new BigDecimal(text).stripTrailingZeros().scale() <= currency.getDefaultFractionDigits();
  }

  /** What a US dollar may be worth in the platform's currency. */
  static boolean isRate(String text) {
    return RATE.matcher(text).matches();
  }

  /**
   * @param text {@code <role>=<amount>}, separated by commas
   */
  static boolean areCredits(String text, Currency currency) {
    List<String[]> credits =
        Arrays.stream(text.split(BETWEEN_CREDITS)).map(each -> each.split("=", -1)).toList();
    return credits.stream().allMatch(credit -> isAmount(credit[1], currency))
        && credits.stream().map(credit -> credit[0]).distinct().count() == credits.size();
  }
}
