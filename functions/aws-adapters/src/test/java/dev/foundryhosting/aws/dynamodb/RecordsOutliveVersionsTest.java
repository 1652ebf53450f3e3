/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.platform.UnknownFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Functions are deployed one after the other and rolled back: items of an earlier version are read,
 * and what a later one wrote survives a write of this one.
 */
class RecordsOutliveVersionsTest {
  private static final AttributeValue TOMORROW = AttributeValue.fromS("OF_TOMORROW");
  private static final AttributeValue LABEL = AttributeValue.fromS("of_tomorrow");

  static List<GoldenItems.Golden> golden() {
    return GoldenItems.all();
  }

  @Test
  void thisVersionWritesWhatItsGoldenItemsHold() {
    Map<String, Map<String, AttributeValue>> onFile = new HashMap<>();
    for (GoldenItems.Golden each : golden()) {
      if (each.version().equals("schema-" + DynamoTable.SCHEMA_VERSION)) {
        onFile.put(each.name(), each.item());
      }
    }
    assertThat(onFile)
        .as("a change of the format needs a new version, whose items GoldenItems.main writes")
        .isEqualTo(GoldenItems.ofThisVersion());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void anItemOfAnyVersionIsReadWhole(GoldenItems.Golden golden) {
    assertThat(unknown(golden.name(), golden.item())).isEqualTo(UnknownFields.NONE);
    if (golden.version().equals("schema-" + DynamoTable.SCHEMA_VERSION)) {
      assertThat(rewritten(golden.name(), golden.item())).isEqualTo(golden.item());
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void attributesOfALaterVersionSurviveAWriteAtEveryDepth(GoldenItems.Golden golden) {
    Map<String, AttributeValue> later = new HashMap<>(withMoreEverywhere(golden.item()));
    later.put(DynamoTable.SCHEMA, AttributeValue.fromN("99"));

    assertThat(addedIn(rewritten(golden.name(), later))).isEqualTo(addedIn(later)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "instance-requested, desired",
    "instance-running, desired",
    "instance-destroying, desired",
    "instance-running, licenseType",
    "instance-running, run/task/state",
    "instance-running, run/task/stopCode",
    "instance-running, run/attention",
    "instance-running, run/notice/kind",
    "instance-running, ending/kind",
    "instance-running, sizing/size",
    "instance-running, sizing/exhausted",
    "instance-running, run/size",
    "instance-running, comeback/ending/kind",
    "instance-running, update/stage",
    "instance-destroying, fileJob/kind",
    "instance-destroying, fileJob/status",
    "instance-destroying, teardown/wipe/task/state",
    "session-active, status",
    "session-cancelled, status",
    "license-shared, sharing",
  })
  void aValueOfALaterVersionMakesNoItemUnreadableAndSurvivesAWrite(String name, String path) {
    AttributeValue value = path.endsWith("stopCode") ? LABEL : TOMORROW;
    Map<String, AttributeValue> later =
        changed(current(name), List.of(path.split("/")), old -> value);
    // No other user borrows a licence whose state is unknown.
    later.remove("poolShard");

    assertThat(rewritten(name, later)).isEqualTo(later);
  }

  @Test
  void anEventOfALaterVersionStaysInTheOutboxWithItsMembers() {
    AttributeValue event =
        AttributeValue.fromM(
            Map.of(
                "name", AttributeValue.fromS("InstancePainted"),
                "eventId", AttributeValue.fromS("event-99"),
                "occurredAt", AttributeValue.fromS("2027-01-01T00:00:00Z"),
                "colour", AttributeValue.fromS("green"),
                "coats", AttributeValue.fromN("2"),
                "by", AttributeValue.fromM(Map.of("brush", AttributeValue.fromBool(true)))));
    Map<String, AttributeValue> later =
        changed(
            current("instance-running"),
            List.of("outbox"),
            old ->
                AttributeValue.fromL(Stream.concat(old.l().stream(), Stream.of(event)).toList()));

    assertThat(rewritten("instance-running", later)).isEqualTo(later);
    assertThat(InstanceItem.read(new ItemReader(later)).outbox().getLast().name())
        .isEqualTo("InstancePainted");
  }

  @Test
  void aPhaseOfALaterVersionIsNotShown() {
    AttributeValue phase =
        AttributeValue.fromM(
            Map.of("phase", TOMORROW, "since", AttributeValue.fromS("2027-01-01T00:00:00Z")));
    Map<String, AttributeValue> running = current("instance-running");
    Map<String, AttributeValue> later =
        changed(
            running,
            List.of("progress"),
            old ->
                AttributeValue.fromL(Stream.concat(Stream.of(phase), old.l().stream()).toList()));

    assertThat(InstanceItem.read(new ItemReader(later)).progress())
        .isEqualTo(InstanceItem.read(new ItemReader(running)).progress());
  }

  @Test
  void whatThisVersionChangesReplacesTheUnknownValue() {
    Map<String, AttributeValue> later =
        changed(current("instance-running"), List.of("desired"), old -> TOMORROW);
    Instance read = InstanceItem.read(new ItemReader(later));

    Instance stopping = read.stopping(Optional.empty(), read.updatedAt());

    assertThat(InstanceItem.write(stopping).item().get("desired").s()).isEqualTo("STOPPED");
  }

  @Test
  void theNextRunInheritsNothingFromTheOneBefore() {
    Map<String, AttributeValue> later =
        changed(
            current("instance-starting"),
            List.of("run"),
            run -> {
              Map<String, AttributeValue> more = new HashMap<>(run.m());
              more.put("colour", TOMORROW);
              return AttributeValue.fromM(more);
            });
    Instance read = InstanceItem.read(new ItemReader(later));
    assertThat(InstanceItem.write(read).item().get("run").m()).containsKey("colour");

    Instance next = InstanceSamples.starting(read, "run-2");

    assertThat(InstanceItem.write(next).item().get("run").m()).doesNotContainKey("colour");
  }

  private static Map<String, AttributeValue> current(String name) {
    return GoldenItems.ofThisVersion().get(name);
  }

  private static UnknownFields unknown(String name, Map<String, AttributeValue> item) {
    ItemReader reader = new ItemReader(item);
    return switch (name.substring(0, name.indexOf('-'))) {
      case "instance" -> InstanceItem.read(reader).unknown();
      case "session" -> SessionItem.read(reader).unknown();
      default -> LicenseItem.read(reader).unknown();
    };
  }

  private static Map<String, AttributeValue> rewritten(
      String name, Map<String, AttributeValue> item) {
    ItemReader reader = new ItemReader(item);
    return GoldenItems.stored(
        switch (name.substring(0, name.indexOf('-'))) {
          case "instance" -> InstanceItem.write(InstanceItem.read(reader));
          case "session" -> SessionItem.write(SessionItem.read(reader));
          default -> LicenseItem.write(LicenseItem.read(reader));
        });
  }

  /** Another attribute in the item and in each map within it, but not within lists. */
  private static Map<String, AttributeValue> withMoreEverywhere(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> more = new HashMap<>();
    item.forEach(
        (name, value) ->
            more.put(
                name,
                // The days of its use are the names in there.
                value.hasM() && !name.equals("recentUse")
                    ? AttributeValue.fromM(withMoreEverywhere(value.m()))
                    : value));
    more.put("colour", TOMORROW);
    return more;
  }

  /** The paths of the maps that hold another attribute. */
  private static Set<String> addedIn(Map<String, AttributeValue> item) {
    Set<String> paths = new TreeSet<>();
    item.forEach(
        (name, value) -> {
          if (name.equals("colour")) {
            paths.add("");
          } else if (value.hasM()) {
            addedIn(value.m()).forEach(path -> paths.add(name + "/" + path));
          }
        });
    return paths;
  }

  private static Map<String, AttributeValue> changed(
      Map<String, AttributeValue> item, List<String> path, UnaryOperator<AttributeValue> change) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    String name = path.getFirst();
    AttributeValue old = item.get(name);
    assertThat(old).as("the item has " + name).isNotNull();
    changed.put(
        name,
        path.size() == 1
            ? change.apply(old)
            : AttributeValue.fromM(changed(old.m(), path.subList(1, path.size()), change)));
    return changed;
  }
}
