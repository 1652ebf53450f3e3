/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The prices of an hour of Fargate on ARM64 in US dollars ("AWS Fargate pricing", Linux/ARM, on
 * demand, kept by hand as of November 2025; ARM costs four fifths of x86, which in 2026 is still
 * published as 0.04048 and 0.004445 for Virginia). Ohio, Oregon and Ireland have Virginia's prices,
 * and other regions get them; the configuration keys {@code priceVcpuHour} and {@code priceGbHour}
 * override them.
 */
record FargatePrices(String vcpuHour, String gbHour) {
  private static final FargatePrices VIRGINIA = new FargatePrices("0.03238", "0.00356");
  private static final FargatePrices FRANKFURT = new FargatePrices("0.03725", "0.00409");

  static FargatePrices of(Optional<String> region) {
    return region.filter("eu-central-1"::equals).isPresent() ? FRANKFURT : VIRGINIA;
  }

  /** In another currency, to a ten thousandth of a cent. */
  FargatePrices at(BigDecimal dollarRate) {
    return new FargatePrices(converted(vcpuHour, dollarRate), converted(gbHour, dollarRate));
  }

  private static String converted(String dollars, BigDecimal rate) {
    return new BigDecimal(dollars)
        .multiply(rate)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
