package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user's one run cost, as the platform tells it and as it is worked out here from ECS and
 * the prices. When the evening goes over the end of a month, the bills of both count.
 */
final class Invoice {
  private static final BigDecimal PER_UNIT = BigDecimal.valueOf(1024);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  /** An entry is rounded to cents, so it is off by no more than that. */
  private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

  private final Caller caller;
  private final UserId user;
  private final EmulatorAdmin emulator;
  private final Environment environment;

  /** In which the evening begins. */
  private final YearMonth first;

  Invoice(Caller caller, UserId user, EmulatorAdmin emulator, Environment environment) {
    this.caller = caller;
    this.user = user;
    this.emulator = emulator;
    this.environment = environment;
    this.first = month();
  }

  /** The entries of a type. */
  List<JsonNode> entries(String type) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode bill : bills()) {
      for (JsonNode entry : bill.path("entries")) {
        if (entry.path("type").asText().equals(type)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** The latest of the entries of a type, of which one month has but one. */
  JsonNode only(String type) {
    List<JsonNode> found = entries(type);
    DemoFailure.unless(
        !found.isEmpty() && found.size() <= bills().size(), "entries of type " + type, found);
    return found.getLast();
  }

  /** Holds the billed seconds against the times that ECS notes. */
  String seconds() {
    long billed = entries("run").stream().mapToLong(run -> run.path("seconds").asLong()).sum();
    EcsTask task = task();
    Duration lived = Duration.between(task.pullStartedAt(), task.stoppedAt());
    DemoFailure.expect("seconds", lived.plusNanos(999_999_999).toSeconds(), billed);
    return "%d h %02d min %02d s".formatted(billed / 3600, billed / 60 % 60, billed % 60);
  }

  /** Holds the cost against the prices. */
  String price() {
    List<JsonNode> runs = entries("run");
    BigDecimal cost = sum(runs, "cost");
    BigDecimal exact = runs.stream().map(this::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal most = HALF_A_CENT.multiply(BigDecimal.valueOf(runs.size()));
    DemoFailure.unless(
        cost.subtract(exact).abs().compareTo(most) <= 0,
        "%s, but it is worth".formatted(cost),
        exact);
    JsonNode run = runs.getLast();
    return "%d CPU units, %d MiB: %s %s"
        .formatted(
            run.path("cpuUnits").asInt(),
            run.path("memoryMiB").asInt(),
            cost,
            run.path("currency").asText());
  }

  /** Holds the sums against the entries. */
  String sums() {
    List<String> said = new ArrayList<>();
    for (JsonNode bill : bills()) {
      List<JsonNode> runs = new ArrayList<>();
      List<JsonNode> donations = new ArrayList<>();
      for (JsonNode entry : bill.path("entries")) {
        (entry.path("type").asText().equals("run") ? runs : donations).add(entry);
      }
      BigDecimal cost = sum(runs, "cost");
      BigDecimal given = sum(donations, "amount");
      BigDecimal uncovered = cost.subtract(given).max(BigDecimal.ZERO);
      same("cost", cost, bill);
      same("donations", given, bill);
      same("uncovered", uncovered, bill);
      said.add(
          "%s: cost %s, donations %s, uncovered %s %s"
              .formatted(
                  bill.path("month").asText(),
                  bill.path("cost").asText(),
                  bill.path("donations").asText(),
                  bill.path("uncovered").asText(),
                  bill.path("currency").asText()));
    }
    return String.join("; ", said);
  }

  private static void same(String what, BigDecimal wanted, JsonNode bill) {
    BigDecimal told = new BigDecimal(bill.path(what).asText());
    DemoFailure.unless(
        wanted.compareTo(told) == 0, "%s should be %s, but is".formatted(what, wanted), told);
  }

  private static BigDecimal sum(List<JsonNode> entries, String amount) {
    return entries.stream()
        .map(entry -> new BigDecimal(entry.path(amount).asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal worth(JsonNode run) {
    BigDecimal hour =
        price(Variable.PRICE_VCPU_HOUR, run, "cpuUnits")
            .add(price(Variable.PRICE_GB_HOUR, run, "memoryMiB"));
    return hour.multiply(BigDecimal.valueOf(run.path("seconds").asLong()))
        .divide(SECONDS_PER_HOUR, 6, RoundingMode.HALF_UP);
  }

  private BigDecimal price(Variable of, JsonNode run, String size) {
    BigDecimal units = BigDecimal.valueOf(run.path(size).asLong()).divide(PER_UNIT);
    return new BigDecimal(environment.get(of)).multiply(units);
  }

  private List<JsonNode> bills() {
    List<JsonNode> bills = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(month()); month = month.plusMonths(1)) {
      bills.add(caller.act("get-user-costs", "month", month.toString()));
    }
    return bills;
  }

  private YearMonth month() {
    return YearMonth.from(caller.now().atZone(ZoneOffset.UTC));
  }

  private EcsTask task() {
    return emulator.tasks().stream()
        .filter(task -> task.isOf(user))
        .findFirst()
        .orElseThrow(() -> new DemoFailure("ECS knows no task of " + user));
  }
}
