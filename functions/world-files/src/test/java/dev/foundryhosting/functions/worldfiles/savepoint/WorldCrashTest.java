/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.CrashInjector;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.upload.Archives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work on worlds dies before or after each operation, and is asked for again. */
class WorldCrashTest {
  private static final WorldName ASH = new WorldName("ash");
  private static final ImportId UPLOAD = new ImportId("upload-1.open");
  private static final String UPLOADED = ExchangeKeys.upload(SavePointFixture.ALICE, UPLOAD);
  private static final String EXPORT = ExchangeKeys.export(SavePointFixture.ALICE, "e-1", ASH);

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExportThatDiedAnywhereIsPackedAsIfNothingHadHappened(boolean before) throws Exception {
    SavePointFixture files = small(0);
    FileInventories inventories = new InMemoryFileInventories();
    FileArchive undisturbed = new InMemoryFileArchive(Clock.systemUTC());
    export(files.home(), undisturbed, inventories);
    byte[] expected = read(undisturbed, EXPORT);
    int crashes = 0;
    for (int at = 1; ; at++) {
      FileArchive real = new InMemoryFileArchive(Clock.systemUTC());
      CrashInjector crash = new CrashInjector(at, before);
      if (!dies(
          () -> {
            try (SecureFolder home = crash.open(files.home())) {
              export(home, crash.archive(real), inventories);
            }
          })) {
        break;
      }
      crashes++;
      export(files.home(), real, inventories);
      assertThat(keys(real)).as("after %d", at).containsExactly(EXPORT);
      assertThat(read(real, EXPORT)).as("after %d", at).isEqualTo(expected);
    }
    assertThat(crashes).isGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anImportThatDiedAnywhereLeavesTheOldWorldUntilTheSwapAndEndsAlike(boolean before)
      throws Exception {
    byte[] upload =
        Archives.both(
            a ->
                a.file("ash/world.json", Archives.DESCRIPTION)
                    .folder("ash/data")
                    .file("ash/data/000005.ldb", "new"))[before ? 0 : 1];
    SavePointFixture undisturbed = small(0);
    store(undisturbed.archive(), upload);
    bringIn(undisturbed.home(), undisturbed.archive(), new InMemoryFileInventories());
    List<String> expected = listing(undisturbed.home());
    Set<String> keys = keys(undisturbed.archive());
    int crashes = 0;
    int swaps = 0;
    for (int at = 1; ; at++) {
      SavePointFixture files = small(at);
      List<String> old = listing(files.home());
      store(files.archive(), upload);
      FileInventories inventories = new InMemoryFileInventories();
      CrashInjector crash = new CrashInjector(at, before);
      if (!dies(
          () -> {
            try (SecureFolder home = crash.open(files.home())) {
              bringIn(home, crash.archive(files.archive()), crash.inventories(inventories));
            }
          })) {
        break;
      }
      crashes++;
      if (Files.exists(files.home().resolve(".restoring/swap"))) {
        swaps++;
      } else if (!listing(files.home()).equals(expected)) {
        assertThat(listing(files.home())).as("after %d", at).isEqualTo(old);
      }
      bringIn(files.home(), files.archive(), inventories);
      assertThat(listing(files.home())).as("after %d", at).isEqualTo(expected);
      assertThat(keys(files.archive())).as("after %d", at).isEqualTo(keys);
      assertThat(files.home().resolve(".restoring")).doesNotExist();
      assertThat(inventories.of(SavePointFixture.ALICE).savePoints()).hasSize(1);
    }
    assertThat(keys).contains(UPLOADED + ".done").doesNotContain(UPLOADED);
    assertThat(crashes).isGreaterThan(100);
    assertThat(swaps).isGreaterThan(10);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static boolean dies(Work work) throws IOException {
    try {
      work.run();
      return false;
    } catch (CrashInjector.Crash e) {
      return true;
    }
  }

  private void export(Path home, FileArchive archive, FileInventories inventories)
      throws IOException {
    try (SecureFolder folder = SecureFolder.trusted(home)) {
      export(folder, archive, inventories);
    }
  }

  private void export(SecureFolder home, FileArchive archive, FileInventories inventories)
      throws IOException {
    FileWork.Export work = new FileWork.Export(ASH, Optional.empty());
    assertThat(
            jobs(archive, inventories)
                .exportWorld(home, SavePointFixture.ALICE, "e-1", work, SavePointFixture.ALWAYS))
        .isPresent();
  }

  private void bringIn(Path home, FileArchive archive, FileInventories inventories)
      throws IOException {
    try (SecureFolder folder = SecureFolder.trusted(home)) {
      bringIn(folder, archive, inventories);
    }
  }

  private void bringIn(SecureFolder home, FileArchive archive, FileInventories inventories)
      throws IOException {
    SavePointOrder order =
        new SavePointOrder(
            new SavePointId("before"), SavePointOrder.Reason.RESTORE, Optional.empty(), "13");
    FileWork.Import work = new FileWork.Import(order, UPLOAD, Optional.of(ASH));
    assertThat(
            jobs(archive, inventories)
                .importWorld(home, SavePointFixture.ALICE, work, SavePointFixture.ALWAYS))
        .isPresent();
  }

  private WorldJobs jobs(FileArchive archive, FileInventories inventories) {
    return new WorldJobs(temp, archive, inventories, Runnable::run, Clock.systemUTC());
  }

  private SavePointFixture small(int round) throws IOException {
    SavePointFixture files = new SavePointFixture(temp.resolve("round-" + round));
    files.write("Data/worlds/ash/world.json", "{}");
    files.write("Data/worlds/ash/gone.txt", "old");
    files.write("readme.txt", "hello");
    return files;
  }

  private static void store(FileArchive archive, byte[] upload) throws IOException {
    var unused =
        archive.store(
            UPLOADED,
            to -> {
              to.write(upload);
              return true;
            });
  }

  private static byte[] read(FileArchive archive, String key) throws IOException {
    try (InputStream in = archive.read(key).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static Set<String> keys(FileArchive archive) {
    return archive.list("").stream()
        .map(Stored::key)
        // A fingerprint is over the times of folders, too.
        .map(key -> key.replaceAll("[0-9a-f]{32}", "fingerprint"))
        .collect(Collectors.toSet());
  }

  /** Folders without their times: those of a new world are of now. */
  private static List<String> listing(Path home) throws IOException {
    return Listing.ofText(home).stream()
        .map(line -> line.replaceAll("\td\t(.*)\t.*", "\td\t$1"))
        .toList();
  }
}
