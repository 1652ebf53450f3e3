/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.functions.worldfiles.HostileFiles;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.savepoint.RestoreSavePoint.Selection.Everything;
import dev.foundryhosting.functions.worldfiles.savepoint.RestoreSavePoint.Selection.Only;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavePointRoundTripTest {
  private static final Unit ASH = new Unit(Unit.Kind.WORLD, "ash");

  @TempDir private Path temp;
  private SavePointFixture files;

  @BeforeEach
  void aliceHasFiles() throws IOException {
    files = new SavePointFixture(temp);
    files.fill();
  }

  @Test
  void everythingComesBackAsItWas() throws Exception {
    Path elsewhere = HostileFiles.elsewhere(temp);
    HostileFiles.all(files.home(), elsewhere);
    HostileFiles.all(files.home().resolve("Data/modules/tiles"), elsewhere);
    Files.delete(files.home().resolve("Data/pipe"));
    Files.delete(files.home().resolve("Data/modules/tiles/Data/pipe"));
    Files.setPosixFilePermissions(
        files.home().resolve("Data/maps/keep.png"), PosixFilePermissions.fromString("rwxr-x--x"));
    List<String> before = Listing.of(files.home());
    files.save("one");

    removeAll();
    files.write("Data/worlds/later/world.json", "{}");
    files.write("Data/later.txt", "later");
    assertThat(files.restore("one", new Everything(), SavePointFixture.ALWAYS)).isTrue();

    assertThat(Listing.of(files.home())).isEqualTo(before);
    assertThat(files.home().resolve(".restoring")).doesNotExist();
    assertThat(elsewhere.resolve("treasure.txt")).hasContent("gold");
  }

  @Test
  void whatComesBackIsTheSameToTheNextSavePoint() throws Exception {
    files.save("one");
    removeAll();
    files.restore("one", new Everything(), SavePointFixture.ALWAYS);

    assertThat(files.save("two").orElseThrow().newBytes()).isZero();
  }

  @Test
  void onlyTheUnitThatChangedIsStoredAgain() throws Exception {
    TakeSavePoint.Taken first = files.save("one").orElseThrow();
    assertThat(first.newBytes()).isEqualTo(first.bytes());
    files.write("Data/worlds/ash/data/actors/000006.ldb", "a new monster");
    files.save("two");

    List<String> units =
        files.archive().list("users/%s/units/".formatted(SavePointFixture.ALICE)).stream()
            .map(Stored::key)
            .map(key -> key.replaceAll("^users/[0-9]+/units/|/[0-9a-f]+\\.tar\\.gz$", ""))
            .sorted()
            .toList();
    assertThat(units)
        .containsExactly(
            "config/",
            "module/tiles",
            "rest/",
            "system/dnd5e",
            "world/ash",
            "world/ash",
            "world/birch",
            "world/cedar");
  }

  @Test
  void oneWorldComesBackAndNothingElseChanges() throws Exception {
    files.save("one");
    files.write("Data/worlds/ash/data/actors/000005.ldb", "broken");
    files.write("Data/worlds/birch/data/actors/000005.ldb", "played on");
    files.write("Data/worlds/later/world.json", "{}");

    files.restore("one", new Only(ASH), SavePointFixture.ALWAYS);

    assertThat(files.home().resolve("Data/worlds/ash/data/actors/000005.ldb"))
        .hasContent("ash".repeat(1000));
    assertThat(files.home().resolve("Data/worlds/birch/data/actors/000005.ldb"))
        .hasContent("played on");
    assertThat(files.home().resolve("Data/worlds/later")).isDirectory();
  }

  @Test
  void noSavePointHoldsTheLicenceOrTheKeys() throws Exception {
    files.write("Config/license.json", "{\"license\": \"THE KEY\"}");
    files.write("Config/aws.json", "{\"secretAccessKey\": \"THE KEY\"}");
    files.write("Config/admin.txt", "THE KEY");
    files.write("Logs/debug.log", "THE KEY");
    files.save("one");
    removeAll();
    files.restore("one", new Everything(), SavePointFixture.ALWAYS);

    assertThat(Listing.of(files.home())).noneMatch(line -> line.matches(".*(aws|admin|Logs).*"));
    assertThat(files.home().resolve("Config/license.json")).doesNotExist();
    assertThat(files.home().resolve("Config/options.json")).exists();
  }

  @Test
  void aModuleThatCannotBeKeptIsLeftOutAndNamedAndStaysAtARestore() throws Exception {
    HostileFiles.depth(files.home().resolve("Data/modules/tiles"), 120);
    TakeSavePoint.Taken taken = files.save("one").orElseThrow();
    files.restore("one", new Everything(), SavePointFixture.ALWAYS);

    assertThat(taken.manifest().leftOut())
        .containsOnlyKeys(new Unit(Unit.Kind.MODULE, "tiles"))
        .containsValue("Folders lie more than 100 deep in each other.");
    assertThat(files.home().resolve("Data/modules/tiles/module.json")).exists();
    // JUnit removes no folders that lie so deep.
    removeAll();
  }

  @Test
  void aSparseFileOfATerabyteIsRefusedWithASentence() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(files.home().resolve("Data/worlds/ash/huge").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThatThrownBy(() -> files.save("one"))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("The world ash cannot be kept: The files have more than 16 GiB.");
  }

  @Test
  void worldsWithNamesOfAllKindsAreUnitsOfTheirOwn() throws Exception {
    HostileFiles.namesThatAreNoText(files.home().resolve("Data/worlds"));
    Files.createDirectory(files.home().resolve("Data/worlds/a\nname of lines & spaces"));
    Files.createDirectory(files.home().resolve("Data/worlds/Über-ßen 世界"));
    Files.createDirectory(files.home().resolve("Data/worlds/" + "w".repeat(255)));
    Files.createSymbolicLink(files.home().resolve("Data/worlds/link"), Path.of("ash"));
    List<String> before = Listing.of(files.home());
    files.save("one");
    removeAll();
    files.restore("one", new Everything(), SavePointFixture.ALWAYS);

    assertThat(Listing.of(files.home())).isEqualTo(before);
  }

  private void removeAll() throws IOException, InterruptedException {
    new ProcessBuilder("find", files.home().toString(), "-mindepth", "1", "-delete")
        .start()
        .waitFor();
    assertThat(files.home()).isEmptyDirectory();
  }
}
