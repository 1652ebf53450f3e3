/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.savepoint.RestoreSavePoint.Selection.Everything;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change, and a start comes, while a save point is taken. */
class ChangingFilesTest {
  @TempDir private Path temp;
  private SavePointFixture files;

  @BeforeEach
  void aliceHasAWorld() throws IOException {
    files = new SavePointFixture(temp);
    files.write("Data/worlds/ash/world.json", "{}");
    for (int each = 0; each < 20; each++) {
      files.write("Data/worlds/ash/data/" + each, "content " + each);
    }
  }

  @Test
  void aWorldThatChangesOnceIsReadAgainAndNeverTorn() throws Exception {
    for (int at = 1; at < 120; at += 7) {
      int now = at;
      AtomicInteger steps = new AtomicInteger();
      Checkpoint changes =
          () -> {
            if (steps.incrementAndGet() == now) {
              touch(now);
            }
            return true;
          };
      files.save("at-" + at, changes);
      List<String> changed = Listing.ofText(files.home());
      files.restore("at-" + at, new Everything(), SavePointFixture.ALWAYS);

      // What was written after the last look is in no save point; else all of it is.
      String first = Files.readString(files.home().resolve("Data/worlds/ash/data/0"));
      String last = Files.readString(files.home().resolve("Data/worlds/ash/data/19"));
      assertThat(first.replaceAll(".*written ", ""))
          .as("torn at %d", at)
          .isEqualTo(last.replaceAll(".*written ", ""));
      assertThat(changed).hasSameSizeAs(Listing.ofText(files.home()));
    }
  }

  @Test
  void aWorldThatNeverRestsIsNotStored() {
    AtomicInteger steps = new AtomicInteger();
    Checkpoint changes =
        () -> {
          touch(steps.incrementAndGet());
          return true;
        };

    assertThatThrownBy(() -> files.save("one", changes))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("The files of the world ash change while they are read.");
    assertThat(files.archive().list("users/%s/units/world".formatted(SavePointFixture.ALICE)))
        .isEmpty();
  }

  @Test
  void aSavePointThatIsCancelledAnywhereGoesOnFromThere() throws Exception {
    Optional<TakeSavePoint.Taken> taken = Optional.empty();
    int cancelled = 0;
    for (int allowed = 0; taken.isEmpty(); allowed++) {
      AtomicInteger left = new AtomicInteger(allowed);
      taken = files.save("one", () -> left.getAndDecrement() > 0);
      cancelled++;
    }

    assertThat(cancelled).isGreaterThan(40);
    assertThat(taken.get().manifest().complete()).isTrue();
    assertThat(files.restore("one", new Everything(), SavePointFixture.ALWAYS)).isTrue();
  }

  @Test
  void aRestoreThatRunsOutOfTimeAnywhereGoesOn() throws Exception {
    files.save("one");
    files.write("Data/worlds/ash/world.json", "broken");
    boolean whole = false;
    int paused = 0;
    for (int allowed = 0; !whole; allowed++) {
      AtomicInteger left = new AtomicInteger(allowed);
      whole = files.restore("one", new Everything(), () -> left.getAndDecrement() > 0);
      paused++;
    }

    assertThat(paused).isGreaterThan(40);
    assertThat(files.home().resolve("Data/worlds/ash/world.json")).hasContent("{}");
    assertThat(files.home().resolve(".restoring")).doesNotExist();
  }

  @Test
  void aUnitThatIsDamagedInTheArchiveChangesNothing() throws Exception {
    files.save("one");
    files.write("Data/worlds/ash/world.json", "broken");
    List<String> before = Listing.ofText(files.home());
    String key =
        files
            .archive()
            .list("users/%s/units/world".formatted(SavePointFixture.ALICE))
            .getFirst()
            .key();
    files
        .archive()
        .store(
            key,
            to -> {
              to.write(new byte[] {31, -117, 8, 0});
              return true;
            });

    assertThatThrownBy(() -> files.restore("one", new Everything(), SavePointFixture.ALWAYS))
        .isInstanceOf(IOException.class);
    assertThat(Listing.ofText(files.home())).isEqualTo(before);
  }

  /** Writes to two files of a world, as a database writes to its log and to its table. */
  private void touch(int round) {
    try {
      files.write("Data/worlds/ash/data/0", "x".repeat(round) + " written " + round);
      files.write("Data/worlds/ash/data/19", "x".repeat(round) + " written " + round);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
