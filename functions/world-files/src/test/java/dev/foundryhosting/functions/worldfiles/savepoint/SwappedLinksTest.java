/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.functions.worldfiles.HostileFiles;
import dev.foundryhosting.functions.worldfiles.folder.FolderCalls;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file or a folder becomes a link out of the user's folder between the look and the use. */
class SwappedLinksTest {
  private static final String GOLD = "gold from another user's folder";

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Data",
        "Data/worlds",
        "Data/worlds/ash",
        "Data/worlds/ash/data",
        "Data/worlds/ash/treasure.txt",
        "Data/worlds/ash/data/treasure.txt"
      })
  void nothingThroughALinkIsEverKept(String swapped) throws Exception {
    Path elsewhere = HostileFiles.elsewhere(temp);
    for (String folder : new String[] {"", "ash", "worlds/ash", "data", "ash/data"}) {
      Files.createDirectories(elsewhere.resolve(folder));
      Files.writeString(elsewhere.resolve(folder).resolve("treasure.txt"), GOLD);
    }
    boolean reached = true;
    int rounds = 0;
    for (int at = 1; reached; at++) {
      SavePointFixture files = new SavePointFixture(temp.resolve("round-" + at));
      files.write("Data/worlds/ash/world.json", "{}");
      files.write("Data/worlds/ash/treasure.txt", "tin");
      files.write("Data/worlds/ash/data/treasure.txt", "tin");
      AtomicInteger left = new AtomicInteger(at);
      try (SecureFolder home =
          FolderCalls.open(
              files.home(),
              call -> {
                if (left.decrementAndGet() == 0) {
                  swap(files.home().resolve(swapped), elsewhere);
                }
              })) {
        files.save(home, "one", SavePointFixture.ALWAYS);
      } catch (IOException e) {
        // What changes while it is read may fail the whole.
        assertThat(e).hasMessageNotContaining(GOLD);
      }
      reached = left.get() <= 0;
      rounds++;
      for (Stored each : files.archive().list("users/")) {
        if (each.key().endsWith(".gz")) {
          try (InputStream in =
              new GZIPInputStream(files.archive().read(each.key()).orElseThrow())) {
            assertThat(new String(in.readAllBytes(), ISO_8859_1))
                .as("at %d", at)
                .doesNotContain(GOLD);
          }
        }
      }
    }
    assertThat(rounds).isGreaterThan(40);
    assertThat(elsewhere.resolve("treasure.txt")).hasContent(GOLD);
  }

  private static void swap(Path path, Path elsewhere) {
    try {
      Path target = Files.isDirectory(path) ? elsewhere : elsewhere.resolve("treasure.txt");
      Files.move(path, path.resolveSibling("moved"));
      Files.createSymbolicLink(path, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
