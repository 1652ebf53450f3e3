/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.Variable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** The prices of Fargate for the region and the processor ("AWS Fargate pricing"). */
public record Prices(BigDecimal vcpuHour, BigDecimal gbHour, Currency currency) {
  /** CPU units in a vCPU, and MiB in what Fargate calls a GB. */
  private static final BigDecimal PER_UNIT = BigDecimal.valueOf(1024);

  public Prices {
    if (vcpuHour.signum() < 0 || gbHour.signum() < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /**
   * @throws IllegalStateException with one sentence that names the variable that is wrong
   */
  public static Prices from(Environment environment) {
    return new Prices(
        new BigDecimal(environment.get(Variable.PRICE_VCPU_HOUR)),
        new BigDecimal(environment.get(Variable.PRICE_GB_HOUR)),
        environment
            .find(Variable.PLATFORM_CURRENCY, text -> MoneyText.currency("it", text))
            .orElseThrow());
  }

  /** The price of an hour of a server, with two decimals more than amounts of the currency have. */
  public BigDecimal hour(ServerSize size) {
    return hour(size.cpuUnits(), size.memoryMiB())
        .setScale(currency.getDefaultFractionDigits() + 2, RoundingMode.HALF_UP);
  }

  /** The exact price of an hour of a task. */
  public BigDecimal hour(int cpuUnits, int memoryMiB) {
    // A division by a power of two always ends.
    return vcpuHour
        .multiply(BigDecimal.valueOf(cpuUnits))
        .add(gbHour.multiply(BigDecimal.valueOf(memoryMiB)))
        .divide(PER_UNIT);
  }
}
