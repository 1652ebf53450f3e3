/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** A user's folder, and an archive for its save points. */
final class SavePointFixture {
  static final UserId ALICE = new UserId("100000000000000001");
  static final Checkpoint ALWAYS = () -> true;

  private final Path home;
  private FileArchive archive = new InMemoryFileArchive(Clock.systemUTC());

  SavePointFixture(Path temp) throws IOException {
    this.home = Files.createDirectories(temp.resolve("instances").resolve(ALICE.value()));
  }

  Path home() {
    return home;
  }

  FileArchive archive() {
    return archive;
  }

  void replace(FileArchive another) {
    archive = another;
  }

  /** Writes a file and what stands above it; its time has nanoseconds. */
  Path write(String path, String content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T20:15:30.123456789Z")));
    return file;
  }

  /** Three worlds with a database each, a system, modules, a configuration, and loose files. */
  void fill() throws IOException {
    for (String world : new String[] {"ash", "birch", "cedar"}) {
      write("Data/worlds/" + world + "/world.json", "{\"title\": \"" + world + "\"}");
      write("Data/worlds/" + world + "/data/actors/000005.ldb", world.repeat(1000));
      write("Data/worlds/" + world + "/data/actors/CURRENT", "MANIFEST-000004\n");
      write("Data/worlds/" + world + "/data/actors/LOCK", "");
    }
    write("Data/systems/dnd5e/system.json", "{}");
    write("Data/modules/tiles/module.json", "{}");
    write("Data/modules/tiles/art/wall.webp", "x".repeat(600_000));
    write("Data/modules/loose.txt", "a file among the modules");
    write("Data/maps/keep.png", "png");
    write("Config/options.json", "{}");
    write("readme.txt", "hello");
  }

  Optional<TakeSavePoint.Taken> save(String id) throws IOException {
    return save(id, ALWAYS);
  }

  Optional<TakeSavePoint.Taken> save(String id, Checkpoint checkpoint) throws IOException {
    try (SecureFolder folder = SecureFolder.trusted(home)) {
      return save(folder, id, checkpoint);
    }
  }

  Optional<TakeSavePoint.Taken> save(SecureFolder folder, String id, Checkpoint checkpoint)
      throws IOException {
    return new TakeSavePoint(Limits.OF_A_UNIT, Runnable::run, Clock.systemUTC())
        .take(folder, new UserArchive(archive, ALICE), new SavePointId(id), checkpoint);
  }

  boolean restore(String id, RestoreSavePoint.Selection selection, Checkpoint checkpoint)
      throws IOException {
    try (SecureFolder folder = SecureFolder.trusted(home)) {
      return restore(folder, id, selection, checkpoint);
    }
  }

  boolean restore(
      SecureFolder folder, String id, RestoreSavePoint.Selection selection, Checkpoint checkpoint)
      throws IOException {
    UserArchive users = new UserArchive(archive, ALICE);
    Manifest manifest = users.find(new SavePointId(id)).orElseThrow();
    return new RestoreSavePoint(Limits.OF_A_UNIT, Runnable::run)
        .restore(folder, users, manifest, selection, id, checkpoint);
  }
}
