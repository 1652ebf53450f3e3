/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The costs of a stack in its currency: an idle month, and an hour of play. List prices in US
 * dollars without tax, times {@code dollarRate}, kept by hand from AWS's pages that are named with
 * each, as of November 2025; those of the NAT gateway, of addresses and of Fargate agree with
 * prices published in 2026. AWS's free amounts of every month (a million invocations, a million SQS
 * requests, ten alarms, three dashboards) are not counted.
 */
public final class CostTable {
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);
  private static final int ZONES = 2;
  private static final int PLATFORM_SECRETS = 3;
  private static final int FREE_ALARMS = 10;

  /**
   * A region's prices.
   *
   * @param balancerHour "Elastic Load Balancing pricing", application load balancer
   * @param natHour "Amazon VPC pricing", NAT gateway; a gigabyte through it costs the same
   * @param storageGb "Amazon EFS pricing", standard, regional, a month
   * @param backupGb "AWS Backup pricing", EFS, warm, a month
   */
  private record Region(
      String name,
      BigDecimal balancerHour,
      BigDecimal natHour,
      BigDecimal storageGb,
      BigDecimal backupGb) {
    private static final Region VIRGINIA =
        new Region("us-east-1", money("0.0225"), money("0.045"), money("0.30"), money("0.05"));
    private static final Region FRANKFURT =
        new Region("eu-central-1", money("0.0270"), money("0.052"), money("0.36"), money("0.06"));
    // The prices of this table are the same in Ohio and Oregon.
    private static final Set<String> AS_VIRGINIA = Set.of("us-east-1", "us-east-2", "us-west-2");

    /** The region's prices, or those of a similar region. */
    static Region of(String name) {
      return name.startsWith("eu-") ? FRANKFURT : VIRGINIA;
    }

    boolean standsInFor(String region) {
      return !name.equals(region) && !AS_VIRGINIA.contains(region);
    }
  }

  // "Amazon VPC pricing", public IPv4 address.
  private static final BigDecimal ADDRESS_HOUR = money("0.005");
  // "Elastic Load Balancing pricing", LCU.
  private static final BigDecimal BALANCER_UNIT_HOUR = money("0.008");
  // "AWS Secrets Manager pricing".
  private static final BigDecimal SECRET_MONTH = money("0.40");
  // "Amazon CloudWatch pricing", standard alarm and custom metric.
  private static final BigDecimal ALARM_MONTH = money("0.10");
  private static final BigDecimal METRIC_MONTH = money("0.30");
  // "Amazon Route 53 pricing".
  private static final BigDecimal ZONE_MONTH = money("0.50");

  // "AWS Key Management Service pricing", a request. DynamoDB keeps a table's key for five minutes
  // ("Encryption at rest: usage notes").
  private static final BigDecimal KEY_REQUEST = money("0.000003");
  private static final BigDecimal KEY_REQUESTS = HOURS.multiply(BigDecimal.valueOf(12));
  private static final String DOLLAR = "USD";

  private final JsonObject config;
  private final String currency;
  private final BigDecimal rate;
  private final List<String> lines = new ArrayList<>();
  private BigDecimal sum = BigDecimal.ZERO;

  private CostTable(JsonObject config) {
    this.config = config;
    currency = setting("foundry-hosting:currency", DOLLAR);
    rate = money(setting("foundry-hosting:dollarRate", "1"));
  }

  /** Reads the output of {@code pulumi config --json} and prints the table. */
  public static void main(String[] args) throws IOException {
    String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(of(json.isBlank() ? "{}" : json));
  }

  static String of(String json) {
    return new CostTable(JsonParser.parseString(json).getAsJsonObject()).table();
  }

  private String table() {
    String where = setting("aws:region", Region.VIRGINIA.name());
    Region region = Region.of(where);
    boolean nat = !setting("foundry-hosting:networkMode", "private").equals("public");
    idleMonth(where, region, nat);
    hourOfPlay(where, nat);
    eachUser(region);
    remarks(where, region, nat);
    return String.join("\n", lines) + "\n";
  }

  private void idleMonth(String where, Region region, boolean nat) {
    title("A month in which nobody plays (" + where + ", " + currency + ")");
    dollars("Load balancer", "1 × 730 h", region.balancerHour().multiply(HOURS));
    dollars("Its public addresses", ZONES + " × 730 h", addresses(ZONES));
    if (nat) {
      dollars("NAT gateway", "1 × 730 h", region.natHour().multiply(HOURS));
      dollars("Its public address", "1 × 730 h", addresses(1));
    }
    int secrets =
        setting("foundry-hosting:registryUsername", "").isEmpty()
            ? PLATFORM_SECRETS
            : PLATFORM_SECRETS + 1;
    dollars(
        "Secrets of the platform",
        secrets + " × 1 month",
        SECRET_MONTH.multiply(BigDecimal.valueOf(secrets)));
    int alarms = Alarms.count() - FREE_ALARMS;
    dollars(
        "Alarms beyond the free ten",
        alarms + " × 1 month",
        ALARM_MONTH.multiply(BigDecimal.valueOf(alarms)));
    int tables = TableSchema.ALL.size();
    dollars(
        "Key of the tables",
        tables + " tables, at most every 5 minutes",
        KEY_REQUEST.multiply(KEY_REQUESTS).multiply(BigDecimal.valueOf(tables)));
    dollars("Hosted zone", "1", ZONE_MONTH);
    row("Functions, tables, queues", "timers alone: below the free amounts", BigDecimal.ZERO);
    row("Sum", "", sum);
    lines.add("");
  }

  private void hourOfPlay(String where, boolean nat) {
    title("An hour of play (size small, ARM, " + currency + ")");
    FargatePrices prices = FargatePrices.of(Optional.of(where)).at(rate);
    BigDecimal vcpuHour = money(setting("foundry-hosting:priceVcpuHour", prices.vcpuHour()));
    BigDecimal gbHour = money(setting("foundry-hosting:priceGbHour", prices.gbHour()));
    row("vCPU", "1", vcpuHour);
    row("Memory", "2 GB", gbHour.multiply(BigDecimal.TWO));
    if (!nat) {
      dollars("The server's public address", "1", ADDRESS_HOUR);
    }
    dollars("Load balancer units", "at most 1", BALANCER_UNIT_HOUR);
    BigDecimal beside = sum.subtract(machine(ServerSize.SMALL, vcpuHour, gbHour));
    row("Sum", "", sum);
    for (ServerSize size : List.of(ServerSize.MEDIUM, ServerSize.LARGE)) {
      line(
          "The sum in size " + size.label(),
          "%d vCPU, %d GB".formatted(size.vcpus(), size.memoryGb()),
          beside.add(machine(size, vcpuHour, gbHour)));
    }
    lines.add("");
  }

  private static BigDecimal machine(ServerSize size, BigDecimal vcpuHour, BigDecimal gbHour) {
    return vcpuHour
        .multiply(BigDecimal.valueOf(size.vcpus()))
        .add(gbHour.multiply(BigDecimal.valueOf(size.memoryGb())));
  }

  private void eachUser(Region region) {
    title("For each user, a month (" + currency + ")");
    dollars("Secret", "1", SECRET_MONTH);
    dollars("Worlds, each GB read lately", "EFS", region.storageGb());
    dollars("Their backups, each GB", "14 days", region.backupGb());
    lines.add("");
  }

  private void remarks(String where, Region region, boolean nat) {
    lines.add(
        "Metrics of the platform appear with its use: up to "
            + plain(METRIC_MONTH.multiply(rate))
            + " each a month. Traffic to players: the first 100 GB a month are free.");
    if (nat) {
      lines.add(
          "What servers fetch passes the NAT gateway: "
              + plain(region.natHour().multiply(rate))
              + " a GB.");
    }
    if (!currency.equals(DOLLAR)) {
      lines.add(
          has("foundry-hosting:dollarRate")
              ? "A US dollar counts as %s %s.".formatted(rate.toPlainString(), currency)
              : "foundry-hosting:dollarRate is not set: a US dollar counts as 1 %s, but where prices of Fargate are configured."
                  .formatted(currency));
    }
    if (region.standsInFor(where)) {
      lines.add(
          "The prices of %s stand in for those of %s, but for Fargate's where they are configured."
              .formatted(region.name(), where));
    }
  }

  private static BigDecimal addresses(int count) {
    return ADDRESS_HOUR.multiply(HOURS).multiply(BigDecimal.valueOf(count));
  }

  private String setting(String key, String fallback) {
    return has(key) ? config.getAsJsonObject(key).get("value").getAsString() : fallback;
  }

  private boolean has(String key) {
    JsonElement entry = config.get(key);
    return entry != null && entry.getAsJsonObject().has("value");
  }

  private void title(String text) {
    lines.add(text);
    lines.add("-".repeat(78));
    sum = BigDecimal.ZERO;
  }

  private void dollars(String what, String how, BigDecimal price) {
    row(what, how, price.multiply(rate));
  }

  private void row(String what, String how, BigDecimal price) {
    line(what, how, price);
    sum = sum.add(price);
  }

  private void line(String what, String how, BigDecimal price) {
    lines.add(String.format(Locale.ROOT, "%-30s%-38s%10s", what, how, plain(price)));
  }

  /** Two decimals; four below a dollar, since an hour costs cents. */
  private static String plain(BigDecimal price) {
    boolean small = price.signum() != 0 && price.compareTo(BigDecimal.ONE) < 0;
    return price.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text);
  }
}
