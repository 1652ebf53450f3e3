package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Reads amounts that come from outside: plain decimal numbers and nothing cleverer. */
public final class MoneyText {
  /** Below a billion: nobody donates more, and every sum stays far within 64 bits. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private MoneyText() {}

  /**
   * @param field whose text it is, for the message
   * @throws PlatformException {@code VALIDATION_ERROR} for signs, separators, exponents, more
   *     decimals than the currency has
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
   * @param field whose text it is, for the message
   * @throws PlatformException {@code VALIDATION_ERROR} when ISO 4217 knows no such currency
   */
  public static Currency currency(String field, String text) {
    try {
      if (CODE.matcher(text).matches()) {
        return Money.zero(Currency.getInstance(text)).currency();
      }
    } catch (IllegalArgumentException e) {
      throw PlatformException.invalid(field, "must be a currency of ISO 4217");
    }
    throw PlatformException.invalid(field, "must be a currency of ISO 4217");
  }
}
