/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTableTest {
  private static BigDecimal sum(String table, int which) {
    List<String> sums = table.lines().filter(line -> line.startsWith("Sum")).toList();
    String line = sums.get(which);
    return new BigDecimal(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static String config(String key, String value) {
    return "{\"%s\":{\"value\":\"%s\",\"secret\":false}}".formatted(key, value);
  }

  @Test
  void aMonthIsTheSumOfItsRows() {
    // 0.0225 × 730 + 2 × 3.65 + 0.045 × 730 + 3.65 + 1.20 + 1.20 + 0.50
    // and 6 × 8760 requests to the tables' key
    assertThat(sum(CostTable.of("{}"), 0)).isEqualByComparingTo("63.28");
  }

  @Test
  void allPricesAreInThePlatformsCurrency() {
    String euros =
        CostTable.of(
            "{\"foundry-hosting:currency\":{\"value\":\"EUR\"},"
                + "\"foundry-hosting:dollarRate\":{\"value\":\"0.5\"}}");

    assertThat(euros)
        .contains("A month in which nobody plays (us-east-1, EUR)")
        .contains("A US dollar counts as 0.5 EUR.")
        .doesNotContain("USD");
    assertThat(sum(euros, 0)).isEqualByComparingTo("31.64");
    assertThat(sum(euros, 1)).isEqualByComparingTo("0.0238");
  }

  @Test
  void anotherCurrencyWithoutARateIsSaid() {
    assertThat(CostTable.of(config("foundry-hosting:currency", "EUR")))
        .contains("dollarRate is not set: a US dollar counts as 1 EUR");
  }

  @Test
  void withoutTheGatewayAMonthIsCheaperAndAnHourHasAnAddress() {
    String gateway = CostTable.of("{}");
    String none = CostTable.of(config("foundry-hosting:networkMode", "public"));

    assertThat(sum(gateway, 0).subtract(sum(none, 0))).isEqualByComparingTo("36.50");
    assertThat(sum(none, 1).subtract(sum(gateway, 1))).isEqualByComparingTo("0.0050");
    assertThat(none).doesNotContain("NAT");
  }

  @Test
  void theLoginAtTheImagesRegistryIsOneMoreSecret() {
    String table = CostTable.of(config("foundry-hosting:registryUsername", "a-community"));

    assertThat(sum(table, 0).subtract(sum(CostTable.of("{}"), 0))).isEqualByComparingTo("0.40");
  }

  @Test
  void anHourIsPricedByTheStacksOwnPrices() {
    String table = CostTable.of(config("foundry-hosting:priceVcpuHour", "0.5"));

    assertThat(sum(table, 1)).isEqualByComparingTo("0.5151");
  }

  @ParameterizedTest
  @CsvSource({
    // 0.03238 and 0.00356 an hour, with 0.008 for the load balancer
    "Sum, 0.0475",
    "The sum in size medium, 0.0546",
    "The sum in size large, 0.1012",
  })
  void anHourIsPricedInEachSize(String row, String price) {
    List<String> rows =
        CostTable.of("{}").lines().filter(line -> line.startsWith(row + " ")).toList();

    assertThat(rows.getLast()).endsWith(" " + price);
  }

  @Test
  void pricesAreThoseOfTheRegion() {
    assertThat(CostTable.of(config("aws:region", "eu-central-1"))).contains("eu-central-1");
    assertThat(sum(CostTable.of(config("aws:region", "eu-central-1")), 0))
        .isGreaterThan(sum(CostTable.of("{}"), 0));
  }

  @Test
  void theTableNamesTheRegionWhosePricesStandIn() {
    assertThat(CostTable.of(config("aws:region", "eu-north-1")))
        .contains("The prices of eu-central-1 stand in for those of eu-north-1");
    assertThat(CostTable.of(config("aws:region", "us-west-2"))).doesNotContain("stand in");
  }

  @Test
  void allAlarmsAreCounted() {
    assertThat(
            Declarations.of(Declarations.requiredConfiguration(), "production")
                .ofType("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .hasSize(Alarms.count());
  }
}
