/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user's part of the archive: manifests of save points, and the units that they name. */
final class UserArchive {
  /**
   * What no manifest names is kept so long all the same: another invocation may have stored it just
   * now and not named it yet.
   */
  private static final Duration UNNAMED_KEPT = Duration.ofHours(1);

  private static final String JSON = ".json";

  private final FileArchive archive;
  private final String home;
  private final String exports;
  private final String imports;
  private final String savePoints;
  private final String units;

  UserArchive(FileArchive archive, UserId user) {
    this.archive = archive;
    this.home = "users/%s/".formatted(user);
    this.exports = ExchangeKeys.exports(user);
    this.imports = ExchangeKeys.imports(user);
    this.savePoints = home + "save-points/";
    this.units = home + "units/";
  }

  StoredUnits storedUnits() {
    return new StoredUnits(archive.list(units));
  }

  String key(Unit unit, Fingerprint.Contents contents) {
    return units + unit.key() + "/" + contents.fingerprint() + ".tar.gz";
  }

  /** As {@link FileArchive#store}. */
  boolean store(Unit unit, Fingerprint.Contents contents, FileArchive.Content packed)
      throws IOException {
    return archive.store(key(unit, contents), packed).isPresent();
  }

  InputStream open(Unit unit, Fingerprint.Contents contents) throws IOException {
    return archive
        .read(key(unit, contents))
        .orElseThrow(() -> new IOException("a unit that a save point names is not stored"));
  }

  /** The save points whose manifests are stored, complete or not. */
  Set<SavePointId> savePoints() {
    return archive.list(savePoints).stream()
        .map(each -> each.key().substring(savePoints.length(), each.key().length() - JSON.length()))
        .map(SavePointId::new)
        .collect(Collectors.toSet());
  }

  Optional<Manifest> find(SavePointId id) throws IOException {
    return read(manifestKey(id));
  }

  void put(Manifest manifest) throws IOException {
    var unused =
        archive.store(
            manifestKey(manifest.id()),
            to -> {
              to.write(manifest.json());
              return true;
            });
  }

  /**
   * Removes save points, and all units that no other names.
   *
   * @param stored the units, listed before: a manifest that was stored meanwhile is read here;
   *     holds what is left when it ends
   * @param now with {@link #UNNAMED_KEPT}, spares what another invocation stored just now
   */
  void remove(Set<SavePointId> ids, StoredUnits stored, Instant now) throws IOException {
    archive.remove(ids.stream().map(this::manifestKey).toList());
    Set<String> named = new HashSet<>();
    for (Stored each : archive.list(savePoints)) {
      read(each.key())
          .ifPresent(
              manifest -> manifest.units().forEach((unit, packed) -> named.add(key(unit, packed))));
    }
    List<String> needless = new ArrayList<>();
    for (Stored each : stored.all()) {
      if (!named.contains(each.key()) && each.storedAt().plus(UNNAMED_KEPT).isBefore(now)) {
        needless.add(each.key());
      }
    }
    archive.remove(needless);
    stored.remove(needless);
  }

  /** Removes everything, with what the user exchanged. */
  void clear() {
    Stream.of(home, exports, imports)
        .map(prefix -> archive.list(prefix).stream().map(Stored::key).toList())
        .forEach(archive::remove);
  }

  private Optional<Manifest> read(String key) throws IOException {
    Optional<InputStream> opened = archive.read(key);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(Manifest.of(in.readAllBytes()));
    }
  }

  private String manifestKey(SavePointId id) {
    return savePoints + id + JSON;
  }
}
