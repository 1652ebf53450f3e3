/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.UnknownFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item, or a map within one, holds that this version does not know. A list keeps nothing:
 * its elements are replaced as a whole.
 *
 * @param attributes nothing asked for them
 * @param replaced values that something known stands in for
 * @param nested by the names of the maps
 */
record KeptFields(
    Map<String, AttributeValue> attributes,
    Map<String, Replaced> replaced,
    Map<String, Nested> nested) {

  /** What names the thing that a nested map describes: the next one has fields of its own. */
  private static final Map<String, String> IDENTITIES =
      Map.of("run", "runId", "task", "taskArn", "fileJob", "jobId", "comeback", "endedRunId");

  /**
   * @param standIn what a write puts in its place while nothing changes it; empty where that is no
   *     attribute
   */
  record Replaced(AttributeValue stored, Optional<AttributeValue> standIn) {}

  record Nested(Optional<AttributeValue> identity, KeptFields fields) {}

  static Nested nested(String name, Map<String, AttributeValue> map, KeptFields fields) {
    return new Nested(identity(name, map), fields);
  }

  /** Them, or {@link UnknownFields#NONE} where there are none. */
  UnknownFields orNone() {
    return isEmpty() ? UnknownFields.NONE : new UnknownFields(Optional.of(this));
  }

  boolean isEmpty() {
    return attributes.isEmpty() && replaced.isEmpty() && nested.isEmpty();
  }

  /** A map that is to be written, with what is kept in it. */
  Map<String, AttributeValue> in(Map<String, AttributeValue> written) {
    Map<String, AttributeValue> all = new HashMap<>(attributes);
    all.putAll(written);
    replaced.forEach(
        (name, value) -> {
          if (Optional.ofNullable(written.get(name)).equals(value.standIn())) {
            all.put(name, value.stored());
          }
        });
    nested.forEach(
        (name, inner) -> {
          AttributeValue map = written.get(name);
          if (map != null && map.hasM() && identity(name, map.m()).equals(inner.identity())) {
            all.put(name, AttributeValue.fromM(inner.fields().in(map.m())));
          }
        });
    return all;
  }

  private static Optional<AttributeValue> identity(String name, Map<String, AttributeValue> map) {
    return Optional.ofNullable(IDENTITIES.get(name)).map(map::get);
  }
}
