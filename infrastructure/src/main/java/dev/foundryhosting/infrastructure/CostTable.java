/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foundryhosting.platform.ServerSize;
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
 * The costs of a stack: an idle month, and an hour of play. List prices in US dollars without tax,
 * kept by hand from AWS's pages that are named with each, as of November 2025; those of the NAT
 * gateway, of addresses and of Fargate agree with prices published in 2026. AWS's free amounts of
 * every month (a million invocations, a million SQS requests, ten alarms, three dashboards) are not
 * counted.
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

  private final JsonObject config;
  private final List<String> lines = new ArrayList<>();
  private BigDecimal sum = BigDecimal.ZERO;

  private CostTable(JsonObject config) {
    this.config = config;
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
    title("A month in which nobody plays (" + where + ", USD)");
    row("Load balancer", "1 × 730 h", region.balancerHour().multiply(HOURS));
    row("Its public addresses", ZONES + " × 730 h", addresses(ZONES));
    if (nat) {
      row("NAT gateway", "1 × 730 h", region.natHour().multiply(HOURS));
      row("Its public address", "1 × 730 h", addresses(1));
    }
    int secrets =
        setting("foundry-hosting:registryUsername", "").isEmpty()
            ? PLATFORM_SECRETS
            : PLATFORM_SECRETS + 1;
    row(
        "Secrets of the platform",
        secrets + " × 0.40",
        SECRET_MONTH.multiply(BigDecimal.valueOf(secrets)));
    int alarms = Alarms.count() - FREE_ALARMS;
    row(
        "Alarms beyond the free ten",
        alarms + " × 0.10",
        ALARM_MONTH.multiply(BigDecimal.valueOf(alarms)));
    row("Hosted zone", "1", ZONE_MONTH);
    row("Functions, tables, queues", "timers alone: below the free amounts", BigDecimal.ZERO);
    row("Sum", "", sum);
    lines.add("");
  }

  private void hourOfPlay(String where, boolean nat) {
    title("An hour of play (size small, ARM)");
    FargatePrices prices = FargatePrices.of(Optional.of(where));
    BigDecimal vcpuHour = money(setting("foundry-hosting:priceVcpuHour", prices.vcpuHour()));
    BigDecimal gbHour = money(setting("foundry-hosting:priceGbHour", prices.gbHour()));
    row("vCPU", "1", vcpuHour);
    row("Memory", "2 GB", gbHour.multiply(BigDecimal.TWO));
    if (!nat) {
      row("The server's public address", "1", ADDRESS_HOUR);
    }
    row("Load balancer units", "at most 1", BALANCER_UNIT_HOUR);
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
    title("For each user, a month");
    row("Secret", "1", SECRET_MONTH);
    row("Worlds, each GB read lately", "EFS", region.storageGb());
    row("Their backups, each GB", "14 days", region.backupGb());
    lines.add("");
  }

  private void remarks(String where, Region region, boolean nat) {
    lines.add(
        "Metrics of the platform appear with its use: up to "
            + plain(METRIC_MONTH)
            + " each a month. Traffic to players: the first 100 GB a month are free.");
    if (nat) {
      lines.add("What servers fetch passes the NAT gateway: " + plain(region.natHour()) + " a GB.");
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
    JsonElement entry = config.get(key);
    if (entry == null || !entry.getAsJsonObject().has("value")) {
      return fallback;
    }
    return entry.getAsJsonObject().get("value").getAsString();
  }

  private void title(String text) {
    lines.add(text);
    lines.add("-".repeat(78));
    sum = BigDecimal.ZERO;
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
