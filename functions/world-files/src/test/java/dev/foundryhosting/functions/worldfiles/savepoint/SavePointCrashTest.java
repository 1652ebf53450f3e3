/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.functions.worldfiles.folder.CrashInjector;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.savepoint.RestoreSavePoint.Selection.Everything;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work on save points dies before or after each operation, and is asked for again. */
class SavePointCrashTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSavePointThatDiedAnywhereIsTakenAsIfNothingHadHappened(boolean before) throws Exception {
    SavePointFixture files = small(0);
    List<String> expected = Listing.ofText(files.home());
    files.save("one");
    Set<String> keys = keys(files.archive());
    int crashes = 0;
    for (int at = 1; ; at++) {
      FileArchive real = new InMemoryFileArchive(Clock.systemUTC());
      CrashInjector crash = new CrashInjector(at, before);
      files.replace(crash.archive(real));
      boolean died = false;
      try (SecureFolder home = crash.open(files.home())) {
        files.save(home, "one", SavePointFixture.ALWAYS);
      } catch (CrashInjector.Crash e) {
        died = true;
      }
      if (!died) {
        break;
      }
      crashes++;
      files.replace(real);
      assertThat(Listing.ofText(files.home())).as("after %d", at).isEqualTo(expected);
      files.save("one");
      assertThat(keys(real)).as("after %d", at).isEqualTo(keys);
    }
    assertThat(crashes).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestoreThatDiedAnywhereLeavesTheOldWorldsUntilTheSwapAndEndsAlike(boolean before)
      throws Exception {
    int crashes = 0;
    int swaps = 0;
    for (int at = 1; ; at++) {
      SavePointFixture files = small(at);
      List<String> saved = Listing.ofText(files.home());
      files.save("one");
      files.write("Data/worlds/ash/world.json", "broken");
      files.write("Data/worlds/later/world.json", "{}");
      files.write("Data/later.txt", "later");
      Files.delete(files.home().resolve("readme.txt"));
      List<String> broken = Listing.ofText(files.home());
      CrashInjector crash = new CrashInjector(at, before);
      FileArchive real = files.archive();
      files.replace(crash.archive(real));
      boolean died = false;
      try (SecureFolder home = crash.open(files.home())) {
        files.restore(home, "one", new Everything(), SavePointFixture.ALWAYS);
      } catch (CrashInjector.Crash e) {
        died = true;
      }
      files.replace(real);
      if (!died) {
        break;
      }
      crashes++;
      if (Files.exists(files.home().resolve(".restoring/swap"))) {
        swaps++;
      } else if (!Listing.ofText(files.home()).equals(saved)) {
        assertThat(Listing.ofText(files.home())).as("after %d", at).isEqualTo(broken);
      }
      assertThat(files.restore("one", new Everything(), SavePointFixture.ALWAYS)).isTrue();
      assertThat(Listing.ofText(files.home())).as("after %d", at).isEqualTo(saved);
      assertThat(files.home().resolve(".restoring")).doesNotExist();
    }
    assertThat(crashes).isGreaterThan(100);
    assertThat(swaps).isGreaterThan(10);
  }

  @Test
  void whatAnAbandonedRestoreLeftComesBackInNoOther() throws IOException {
    SavePointFixture files = small(0);
    files.save("without");
    List<String> expected = Listing.ofText(files.home());
    files.write("Data/worlds/later/world.json", "{}");
    files.save("with");
    Path unpacked = files.home().resolve(".restoring/new/Data/worlds/later/world.json");
    for (int allowed = 1; !Files.exists(unpacked); allowed++) {
      AtomicInteger left = new AtomicInteger(allowed);
      assertThat(files.restore("with", new Everything(), () -> left.getAndDecrement() > 0))
          .isFalse();
    }

    assertThat(files.restore("without", new Everything(), SavePointFixture.ALWAYS)).isTrue();

    assertThat(Listing.ofText(files.home())).isEqualTo(expected);
  }

  @Test
  void unitsThatNoSavePointNamesAreRemovedWhenTheyAreOld() throws IOException {
    SavePointFixture files = small(0);
    files.save("one");
    files.write("Data/worlds/ash/world.json", "{\"title\": \"later\"}");
    files.save("two");
    UserArchive archive = new UserArchive(files.archive(), SavePointFixture.ALICE);
    int all = archive.storedUnits().all().size();

    archive.remove(Set.of(new SavePointId("one")), archive.storedUnits(), Instant.now());
    assertThat(archive.storedUnits().all()).as("stored just now").hasSize(all);

    archive.remove(Set.of(), archive.storedUnits(), Instant.now().plusSeconds(3_700));
    assertThat(archive.storedUnits().all()).hasSize(all - 1);
    assertThat(files.restore("two", new Everything(), SavePointFixture.ALWAYS)).isTrue();
  }

  private SavePointFixture small(int round) throws IOException {
    SavePointFixture files = new SavePointFixture(temp.resolve("round-" + round));
    files.write("Data/worlds/ash/world.json", "{}");
    files.write("Config/options.json", "{}");
    files.write("readme.txt", "hello");
    return files;
  }

  private static Set<String> keys(FileArchive archive) {
    return archive.list("").stream().map(Stored::key).collect(java.util.stream.Collectors.toSet());
  }
}
