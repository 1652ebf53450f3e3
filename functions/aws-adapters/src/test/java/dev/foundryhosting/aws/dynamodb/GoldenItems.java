/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import dev.foundryhosting.session.SessionStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as each version of the functions wrote them, in DynamoDB's own JSON: {@code
 * golden/schema-<version>/<table>-<state>.json}. {@link #main} writes those of this version.
 */
final class GoldenItems {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final UserId ANNA = new UserId("anna");

  private GoldenItems() {}

  /** An item on file. */
  record Golden(String version, String name, Map<String, AttributeValue> item) {
    @Override
    public String toString() {
      return version + "/" + name;
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = FOLDER.resolve("schema-" + DynamoTable.SCHEMA_VERSION);
    Files.createDirectories(folder);
    for (Map.Entry<String, Map<String, AttributeValue>> each : ofThisVersion().entrySet()) {
      Files.writeString(
          folder.resolve(each.getKey() + ".json"),
          JSON.writeValueAsString(json(AttributeValue.fromM(each.getValue())).get("M")) + "\n");
    }
  }

  /** What this version writes, by name. */
  static Map<String, Map<String, AttributeValue>> ofThisVersion() {
    Instance requested = InstanceSamples.requested(ANNA, new Subdomain("castle"));
    Session booked =
        SessionSamples.booked(ANNA, LicenseId.ofOwner(ANNA), "session-1", SessionSamples.slot(1));
    License license = InstanceSamples.usableLicense(ANNA, SharingState.SHARED);
    Map<String, ItemWriter> items = new TreeMap<>();
    items.put("instance-requested", InstanceItem.write(requested));
    items.put(
        "instance-starting", InstanceItem.write(InstanceSamples.starting(requested, "run-1")));
    items.put("instance-running", InstanceItem.write(InstanceSamples.fullyRunning(requested)));
    items.put(
        "instance-destroying", InstanceItem.write(InstanceSamples.fullyDestroying(requested)));
    items.put(
        "instance-gone",
        InstanceItem.write(
            InstanceSamples.finished(
                InstanceSamples.fullyDestroying(requested), InstanceSamples.NOW)));
    for (SessionStatus status : SessionStatus.values()) {
      items.put(
          "session-" + status.label(), SessionItem.write(SessionSamples.full(booked, status)));
    }
    items.put("license-shared", LicenseItem.write(license));
    items.put(
        "license-in-use",
        LicenseItem.write(license.claimed(new RunClaim("run-1", ANNA, InstanceSamples.NOW))));
    return items.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> stored(e.getValue())));
  }

  static Map<String, AttributeValue> stored(ItemWriter item) {
    item.ofSchema();
    return item.item();
  }

  /** All on file, of all versions. */
  static List<Golden> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(GoldenItems::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden read(Path file) {
    try {
      JsonNode item = JSON.readTree(file.toFile());
      return new Golden(
          file.getParent().getFileName().toString(),
          file.getFileName().toString().replace(".json", ""),
          value("M", item).m());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(AttributeValue value) {
    Object content =
        switch (value.type()) {
          case S -> Map.of("S", value.s());
          case N -> Map.of("N", value.n());
          case BOOL -> Map.of("BOOL", value.bool());
          case M ->
              Map.of(
                  "M",
                  new TreeMap<>(
                      value.m().entrySet().stream()
                          .collect(toMap(Map.Entry::getKey, e -> json(e.getValue())))));
          case L -> Map.of("L", value.l().stream().map(GoldenItems::json).toList());
          default -> throw new IllegalStateException("no item has a " + value.type());
        };
    return JSON.valueToTree(content);
  }

  private static AttributeValue value(JsonNode typed) {
    String type = typed.fieldNames().next();
    return value(type, typed.get(type));
  }

  private static AttributeValue value(String type, JsonNode content) {
    return switch (type) {
      case "S" -> AttributeValue.fromS(content.textValue());
      case "N" -> AttributeValue.fromN(content.textValue());
      case "BOOL" -> AttributeValue.fromBool(content.booleanValue());
      case "M" ->
          AttributeValue.fromM(
              content.properties().stream()
                  .collect(toMap(Map.Entry::getKey, e -> value(e.getValue()))));
      case "L" ->
          AttributeValue.fromL(
              IntStream.range(0, content.size()).mapToObj(i -> value(content.get(i))).toList());
      default -> throw new IllegalStateException("no item has a " + type);
    };
  }
}
