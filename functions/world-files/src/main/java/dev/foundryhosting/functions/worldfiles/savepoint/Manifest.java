/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import dev.foundryhosting.lambda.Json;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a save point consists of. It is stored before its units are, so that none of them is taken
 * for needless meanwhile, and again when they are all there.
 *
 * @param complete whether all units are stored
 * @param units what was packed of each
 * @param leftOut why a unit is missing, a sentence each
 */
record Manifest(
    SavePointId id,
    Instant createdAt,
    boolean complete,
    SortedMap<Unit, Fingerprint.Contents> units,
    SortedMap<Unit, String> leftOut) {
  byte[] json() {
    ObjectNode json =
        Json.object()
            .put("schema", 1)
            .put("savePointId", id.value())
            .put("createdAt", createdAt.toString())
            .put("complete", complete);
    ArrayNode packed = json.putArray("units");
    units.forEach(
        (unit, contents) ->
            named(unit, packed.addObject())
                .put("fingerprint", contents.fingerprint())
                .put("files", contents.files())
                .put("bytes", contents.bytes()));
    ArrayNode missing = json.putArray("leftOut");
    leftOut.forEach((unit, why) -> named(unit, missing.addObject()).put("why", why));
    return json.toString().getBytes(UTF_8);
  }

  static Manifest of(byte[] bytes) {
    ObjectNode json = Json.parse("the manifest", bytes);
    SortedMap<Unit, Fingerprint.Contents> units = new TreeMap<>();
    for (JsonNode each : json.path("units")) {
      units.put(unit(each), contents(each));
    }
    SortedMap<Unit, String> leftOut = new TreeMap<>();
    for (JsonNode each : json.path("leftOut")) {
      leftOut.put(unit(each), each.path("why").asText());
    }
    return new Manifest(
        new SavePointId(json.path("savePointId").asText()),
        Instant.parse(json.path("createdAt").asText()),
        json.path("complete").asBoolean(),
        units,
        leftOut);
  }

  /** The same save point when all its units are stored. */
  Manifest completed(SortedMap<Unit, Fingerprint.Contents> stored) {
    return new Manifest(id, createdAt, true, stored, leftOut);
  }

  private static ObjectNode named(Unit unit, ObjectNode json) {
    return json.put("kind", unit.kind().name()).put("name", RawNames.encoded(unit.name()));
  }

  private static Unit unit(JsonNode json) {
    Unit.Kind kind = Unit.Kind.valueOf(json.path("kind").asText());
    return new Unit(kind, RawNames.decoded(json.path("name").asText()));
  }

  private static Fingerprint.Contents contents(JsonNode json) {
    return new Fingerprint.Contents(
        json.path("fingerprint").asText(),
        json.path("files").asLong(),
        json.path("bytes").asLong());
  }
}
