/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.upload.Archives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldJobsTest {
  private static final WorldName ASH = new WorldName("ash");
  private static final ImportId UPLOAD = new ImportId("upload-1.open");
  private static final String UPLOAD_KEY = ExchangeKeys.upload(SavePointFixture.ALICE, UPLOAD);

  @TempDir private Path temp;
  private final InMemoryFileInventories inventories = new InMemoryFileInventories();
  private SavePointFixture files;

  @BeforeEach
  void aliceHasFiles() throws IOException {
    files = new SavePointFixture(temp);
    files.fill();
    files.write("Data/worlds/ash/world.json", Archives.DESCRIPTION);
  }

  @Test
  void aWorldThatIsTakenHomeComesBackAsItWas() throws Exception {
    List<String> before = content("Data/worlds/ash");
    assertThat(export("e-1", Optional.empty())).contains("The world is packed.");
    upload(read("e-1"));
    new ProcessBuilder("rm", "-r", files.home().resolve("Data/worlds/ash").toString())
        .start()
        .waitFor();

    assertThat(bringIn(Optional.empty())).contains("The world is imported.");

    assertThat(content("Data/worlds/ash")).isEqualTo(before);
    assertThat(inventories.of(SavePointFixture.ALICE).worlds())
        .extracting(StoredWorld::title)
        .contains("The Ash Road");
  }

  @Test
  void aWorldOfASavePointIsCopiedWithinTheArchive() throws Exception {
    TakeSavePoint.Taken taken = files.save("one").orElseThrow();
    files.write("Data/worlds/ash/world.json", "{\"id\": \"ash\", \"title\": \"later\"}");

    assertThat(export("e-1", Optional.of("one"))).isPresent();
    assertThat(export("e-2", Optional.empty())).isPresent();

    Unit world = Unit.ofWorld(ASH);
    String unit =
        new UserArchive(files.archive(), SavePointFixture.ALICE)
            .key(world, taken.manifest().units().get(world));
    assertThat(read("e-1")).isEqualTo(stored(unit));
    assertThat(read("e-2")).isNotEqualTo(stored(unit));
  }

  @Test
  void anExportThatIsPackedIsNotPackedAgain() throws Exception {
    export("e-1", Optional.empty());
    byte[] packed = read("e-1");
    files.write("Data/worlds/ash/world.json", "{}");

    assertThat(export("e-1", Optional.empty())).isPresent();
    assertThat(read("e-1")).isEqualTo(packed);
  }

  @Test
  void whatIsNotThereIsNotTakenHome() throws Exception {
    files.save("one");

    assertThatThrownBy(() -> export("e", new WorldName("oak"), Optional.empty()))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("There is no such world.");
    assertThatThrownBy(() -> export("e", new WorldName("oak"), Optional.of("one")))
        .hasMessage("That save point does not hold this world.");
    assertThatThrownBy(() -> export("e", ASH, Optional.of("never")))
        .hasMessage("That save point is not kept any more.");
    assertThat(files.archive().list(ExchangeKeys.exports(SavePointFixture.ALICE))).isEmpty();
  }

  @Test
  void aLinkInPlaceOfAWorldIsNotTakenHome() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("treasure.txt"), "gold");
    Files.createSymbolicLink(files.home().resolve("Data/worlds/out"), elsewhere);

    assertThatThrownBy(() -> export("e", new WorldName("out"), Optional.empty()))
        .hasMessage("There is no such world.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "oak/", "worlds/oak/", "Data/worlds/oak/", "./", "./oak/", "my copy/"})
  void aWorldLiesAtTheTopOrInFolders(String root) throws Exception {
    for (byte[] packed :
        Archives.both(
            a ->
                a.file(root + "world.json", "{\"id\": \"oak\", \"coreVersion\": \"13.346\"}")
                    .file(root + "data/actors/000005.ldb", "ldb")
                    .folder(root + "scenes")
                    .file(root + "scenes/thumbs/ä ß 世.webp", "picture")
                    .file(root + "backup/world.json", "{}")
                    .link(root + "data/latest", "actors/000005.ldb")
                    .link(root + "scenes/up", "../data")
                    .file("__MACOSX/._oak", "fork")
                    .file(root + ".DS_Store", "finder"))) {
      new ProcessBuilder("rm", "-rf", files.home().resolve("Data/worlds/oak").toString())
          .start()
          .waitFor();
      files.archive().remove(List.of(UPLOAD_KEY + ".done"));
      upload(packed);

      assertThat(bringIn(Optional.empty())).contains("The world is imported.");

      Path oak = files.home().resolve("Data/worlds/oak");
      assertThat(oak.resolve("scenes/thumbs/ä ß 世.webp")).hasContent("picture");
      assertThat(oak.resolve("backup/world.json")).hasContent("{}");
      assertThat(oak.resolve("data/latest")).hasContent("ldb");
      assertThat(oak.resolve("scenes/up")).isSymbolicLink();
      assertThat(oak.resolve(".DS_Store")).doesNotExist();
      assertThat(files.home().resolve("__MACOSX")).doesNotExist();
      assertThat(files.home().resolve(".restoring")).doesNotExist();
    }
  }

  @Test
  void aWorldIsReplacedOnceASavePointIsTaken() throws Exception {
    upload(Archives.both(a -> a.file("world.json", Archives.DESCRIPTION).file("new", "1"))[0]);

    assertThatThrownBy(() -> bringIn(Optional.empty()))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("There is a world \"ash\" already; import this one in its place.");
    assertThatThrownBy(() -> bringIn(Optional.of("birch")))
        .hasMessage("The archive holds the world \"ash\", not \"birch\".");
    assertThat(inventories.of(SavePointFixture.ALICE).savePoints()).isEmpty();

    assertThat(bringIn(Optional.of("ash"))).contains("The world is imported.");

    Path ash = files.home().resolve("Data/worlds/ash");
    assertThat(ash.resolve("new")).hasContent("1");
    assertThat(ash.resolve("data")).doesNotExist();
    assertThat(inventories.of(SavePointFixture.ALICE).savePoints())
        .singleElement()
        .matches(SavePoint::done)
        .matches(point -> point.worlds().contains("ash"));
    assertThat(bringIn(Optional.of("ash"))).contains("The world is imported.");
    assertThat(files.archive().list(ExchangeKeys.imports(SavePointFixture.ALICE)))
        .extracting(Stored::key)
        .containsExactly(UPLOAD_KEY + ".done");
  }

  @Test
  void aWorldOfANewerFoundryIsRefused() throws Exception {
    upload(
        Archives.both(a -> a.file("world.json", "{\"id\": \"oak\", \"coreVersion\": \"14.353\"}"))[
            1]);

    assertThatThrownBy(() -> bringIn(Optional.empty()))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage(
            "The world was last opened with Foundry 14, and this server runs 13: update it"
                + " first.");
    assertThat(files.home().resolve("Data/worlds/oak")).doesNotExist();
  }

  @Test
  void anUploadThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> bringIn(Optional.empty()))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("The upload is not there any more.");
  }

  @Test
  void whatIsRefusedChangesNothing() throws Exception {
    List<String> before = Listing.of(files.home());
    upload(
        Archives.both(
            a ->
                a.file("ash/world.json", Archives.DESCRIPTION)
                    .link("ash/out", "/etc")
                    .file("ash/late", "x"))[1]);

    assertThatThrownBy(() -> bringIn(Optional.of("ash"))).isInstanceOf(UnfitFilesException.class);

    assertThat(Listing.of(files.home())).isEqualTo(before);
    assertThat(files.home().resolve(".restoring")).doesNotExist();
  }

  @Test
  void nothingThatWasExchangedIsLeftOfAUserWhoIsForgotten() throws Exception {
    export("e-1", Optional.empty());
    upload(new byte[] {1});

    new UserArchive(files.archive(), SavePointFixture.ALICE).clear();

    assertThat(files.archive().list("")).isEmpty();
  }

  private Optional<String> export(String job, Optional<String> from) throws IOException {
    return export(job, ASH, from);
  }

  private Optional<String> export(String job, WorldName world, Optional<String> from)
      throws IOException {
    return jobs()
        .exportWorld(
            SavePointFixture.ALICE,
            job,
            new FileWork.Export(world, from.map(SavePointId::new)),
            SavePointFixture.ALWAYS);
  }

  private Optional<String> bringIn(Optional<String> replace) throws IOException {
    SavePointOrder before =
        new SavePointOrder(new SavePointId("before"), Reason.RESTORE, Optional.empty(), "13.346");
    return jobs()
        .importWorld(
            SavePointFixture.ALICE,
            new FileWork.Import(before, UPLOAD, replace.map(WorldName::new)),
            SavePointFixture.ALWAYS);
  }

  private WorldJobs jobs() {
    return new WorldJobs(
        files.home().getParent(), files.archive(), inventories, Runnable::run, Clock.systemUTC());
  }

  private void upload(byte[] packed) throws IOException {
    var unused =
        files
            .archive()
            .store(
                UPLOAD_KEY,
                to -> {
                  to.write(packed);
                  return true;
                });
  }

  private byte[] read(String job) throws IOException {
    return stored(ExchangeKeys.export(SavePointFixture.ALICE, job, ASH));
  }

  private byte[] stored(String key) throws IOException {
    try (InputStream in = files.archive().read(key).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  /** Paths, kinds, times of files and contents, without what an import decides by itself. */
  private List<String> content(String folder) throws IOException, InterruptedException {
    return Listing.of(files.home().resolve(folder)).stream()
        .map(line -> line.replaceAll("\tf\t[0-7]+\t", "\tf\t"))
        .map(line -> line.replaceAll("\td\t[0-7]+\t.*", "\td"))
        .toList();
  }
}
