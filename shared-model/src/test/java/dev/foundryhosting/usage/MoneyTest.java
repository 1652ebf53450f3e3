/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.JPY;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "3, USD, 300, 3.00",
    "3.00, USD, 300, 3.00",
    "3.5, USD, 350, 3.50",
    "0.01, EUR, 1, 0.01",
    "0, USD, 0, 0.00",
    "3.0000, USD, 300, 3.00",
    "500, JPY, 500, 500",
    "500.00, JPY, 500, 500",
    "1.234, KWD, 1234, 1.234",
    "999999999.99, USD, 99999999999, 999999999.99"
  })
  void anAmountIsReadInMinorUnits(String text, String code, long minor, String shown) {
    Money money = MoneyText.amount("amount", text, MoneyText.currency("currency", code));

    assertThat(money.minorUnits()).isEqualTo(minor);
    assertThat(money.text()).isEqualTo(shown);
    assertThat(Money.ofMinor(minor, Currency.getInstance(code))).isEqualTo(money);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "3,00",
        "1,000.50",
        "-5.00",
        "+5",
        "1e3",
        "NaN",
        "Infinity",
        "0x10",
        "3.001",
        ".5",
        "5.",
        " 3",
        "3 ",
        "1000000000",
        "10000000000000000000000000000000000000000",
        "٣",
        "3.00000",
        "null"
      })
  void whatIsNoPlainAmountIsRefused(String text) {
    assertRefused("amount", () -> MoneyText.amount("amount", text, USD));
  }

  @Test
  void yenHaveNoDecimals() {
    assertRefused("amount", () -> MoneyText.amount("amount", "500.50", JPY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "usd", "US", "USDX", "ABC", "XXX", "XAU", "$"})
  void anUnknownCurrencyIsRefused(String text) {
    assertRefused("currency", () -> MoneyText.currency("currency", text));
  }

  @Test
  void currenciesAreNeverMixed() {
    assertThatThrownBy(() -> money("1", USD).plus(money("1", EUR)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Money(new BigDecimal("1.0"), USD))
        .isInstanceOf(IllegalArgumentException.class);
    Amounts sums = Amounts.NONE.plus(money("1", USD)).plus(money("2", EUR)).plus(money("3", EUR));
    assertThat(sums.in(EUR)).isEqualTo(money("5", EUR));
    assertThat(sums.in(JPY)).isEqualTo(money("0", JPY));
    assertThat(sums.otherThan(EUR)).isEqualTo(List.of(money("1", USD)));
  }

  @Test
  void aSurplusLeavesNothingUncovered() {
    assertThat(money("1", USD).minus(money("2.50", USD)).text()).isEqualTo("-1.50");
    assertThat(money("1", USD).minus(money("2.50", USD)).atLeastZero()).isEqualTo(money("0", USD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2026", "2026-13", "2026-00", "26-11", "2026-1", "1999-12", "+2026-11"})
  void whatIsNoMonthIsRefused(String text) {
    assertRefused("month", () -> UsageMonth.parse(text));
  }

  private static void assertRefused(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains(field);
            });
  }
}
