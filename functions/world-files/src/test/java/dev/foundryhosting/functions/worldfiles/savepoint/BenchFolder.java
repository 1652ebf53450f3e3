/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A folder of a user who plays much: 12 worlds, 3 systems and 60 modules with 60 000 small files
 * and 6 GB together. Half of it is pictures and sounds, which pack no further; the rest is text.
 */
final class BenchFolder {
  /** The world that changes, of some 300 MB. */
  static final String CHANGING = "world-0";

  private static final int MB = 1_000_000;

  private final Path home;
  private final double scale;
  private final byte[] noise = new byte[8 * MB];
  private final byte[] text = new byte[MB];
  private final Random random = new Random(15);
  private long bytes;
  private int files;

  /**
   * @param scale 1 for all of it
   */
  BenchFolder(Path home, double scale) {
    this.home = home;
    this.scale = scale;
    random.nextBytes(noise);
    StringBuilder words = new StringBuilder();
    while (words.length() < MB) {
      words.append("{\"_id\":\"").append(Long.toString(random.nextLong(), 36)).append("\",\"x\":");
      words.append(random.nextInt(5_000)).append(",\"name\":\"Goblin\",\"type\":\"npc\"}\n");
    }
    System.arraycopy(words.toString().getBytes(UTF_8), 0, text, 0, MB);
  }

  void fill() throws IOException {
    for (int each = 0; each < 12; each++) {
      Path world = home.resolve("Data/worlds/world-" + each);
      write(world.resolve("world.json"), "{\"title\": \"World\"}".getBytes(UTF_8), 0, 20);
      small(world.resolve("data"), 250);
      large(world.resolve("assets"), each == 0 ? 300 : 240);
    }
    for (int each = 0; each < 3; each++) {
      small(home.resolve("Data/systems/system-" + each), 3_000);
      large(home.resolve("Data/systems/system-" + each + "/packs"), 100);
    }
    for (int each = 0; each < 60; each++) {
      small(home.resolve("Data/modules/module-" + each), 800);
      large(home.resolve("Data/modules/module-" + each + "/art"), 40);
    }
    write(home.resolve("Config/options.json"), text, 0, 500);
  }

  /** As Foundry does while people play: a database gets a new log, and its manifest changes. */
  void play() throws IOException {
    Path database = home.resolve("Data/worlds/" + CHANGING + "/data/folder-0");
    Files.write(database.resolve("file-0.js"), ("played " + random.nextLong()).getBytes(UTF_8));
    Files.write(database.resolve("log-" + random.nextInt(1_000_000)), text);
  }

  long bytes() {
    return bytes;
  }

  int files() {
    return files;
  }

  /** Source, templates, pictures of tokens: 2 to 14 kB each, 25 in a folder. */
  private void small(Path folder, int count) throws IOException {
    for (int each = 0; each < count * scale; each++) {
      Path file = folder.resolve("folder-" + each / 25).resolve("file-" + each + ".js");
      boolean picture = each % 3 == 0;
      int size = 2_000 + random.nextInt(12_000);
      write(file, picture ? noise : text, random.nextInt(900_000), size);
    }
  }

  /** Maps, music, databases: of 1 to 8 MB. */
  private void large(Path folder, int megabytes) throws IOException {
    long left = (long) (megabytes * MB * scale);
    for (int each = 0; left > 0; each++) {
      int size = (int) Math.min(left, MB + random.nextInt(7 * MB));
      boolean database = each % 3 == 0;
      Path file = folder.resolve("large-" + each);
      Files.createDirectories(folder);
      try (OutputStream to = Files.newOutputStream(file)) {
        for (int done = 0; done < size; ) {
          byte[] from = database ? text : noise;
          int some = Math.min(from.length, size - done);
          to.write(from, 0, some);
          done += some;
        }
      }
      left -= size;
      bytes += size;
      files++;
    }
  }

  private void write(Path file, byte[] from, int offset, int size) throws IOException {
    Files.createDirectories(file.getParent());
    int length = Math.min(size, from.length - offset);
    try (OutputStream to = Files.newOutputStream(file)) {
      to.write(from, offset, length);
    }
    bytes += length;
    files++;
  }
}
