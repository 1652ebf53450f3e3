/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of a user that the archive stores, as one listing found them. */
final class StoredUnits {
  private final Map<String, Stored> byKey = new HashMap<>();

  StoredUnits(List<Stored> stored) {
    stored.forEach(each -> byKey.put(each.key(), each));
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** Of a unit as it is packed; empty when it is not stored. */
  Optional<Long> bytes(String key) {
    return Optional.ofNullable(byKey.get(key)).map(Stored::bytes);
  }

  Collection<Stored> all() {
    return byKey.values();
  }

  /** Of all together, as they are packed. */
  long bytes() {
    return byKey.values().stream().mapToLong(Stored::bytes).sum();
  }

  void remove(Collection<String> keys) {
    keys.forEach(byKey::remove);
  }
}
