package dev.foundryhosting.infrastructure;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the functions take for money: amounts below a billion, and no finer than the coins of the
 * platform's currency.
 */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");
  private static final String BETWEEN_CREDITS = ",\\s*";

  private Amounts() {}

  /** The currency of that code; empty for what ISO 4217 does not know or has no coins of. */
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

  /**
   * @param text roles with an amount each, by the shape of that setting
   */
  static boolean areCredits(String text, Currency currency) {
    List<String[]> credits =
        Arrays.stream(text.split(BETWEEN_CREDITS)).map(each -> each.split("=", -1)).toList();
    return credits.stream().allMatch(credit -> isAmount(credit[1], currency))
        && credits.stream().map(credit -> credit[0]).distinct().count() == credits.size();
  }
}
