/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.util.Map;
import java.util.Optional;

/**
 * The prices of an hour of Fargate on ARM64 in US dollars ("AWS Fargate pricing", Linux/ARM, on
 * demand, kept by hand as of November 2025; ARM costs four fifths of x86, which in 2026 is still
 * published as 0.04048 and 0.004445 for Virginia). Other regions get Virginia's prices; the
 * configuration keys {@code priceVcpuHour} and {@code priceGbHour} override them.
 */
record FargatePrices(String vcpuHour, String gbHour) {
  private static final FargatePrices VIRGINIA = new FargatePrices("0.03238", "0.00356");
  private static final FargatePrices FRANKFURT = new FargatePrices("0.03725", "0.00409");
  private static final Map<String, FargatePrices> BY_REGION =
      Map.of(
          "us-east-1", VIRGINIA,
          "us-east-2", VIRGINIA,
          "us-west-2", VIRGINIA,
          "eu-west-1", VIRGINIA,
          "eu-central-1", FRANKFURT);

  static FargatePrices of(Optional<String> region) {
    return region.map(BY_REGION::get).orElse(VIRGINIA);
  }
}
