/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.HostileFiles;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.instance.port.PortCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavePointJobsTest {
  @TempDir private Path temp;
  private final InMemoryFileInventories inventories = new InMemoryFileInventories();
  private SavePointFixture files;
  private Instant now = Instant.now();

  @BeforeEach
  void aliceHasFiles() throws IOException {
    files = new SavePointFixture(temp);
    files.fill();
  }

  @Test
  void aSavePointIsKnownWithItsWorldsAndItsSize() throws Exception {
    files.write(
        "Data/worlds/ash/world.json",
        """
        {"id": "ash", "title": "The Ash\\u202e Road", "system": "dnd5e", "coreVersion": "13.346",
         "lastPlayed": "2026-11-20T19:00:00Z"}""");
    files.write("Data/worlds/birch/world.json", "{\"title\": 7, \"coreVersion\": \"0.8.9\"}");
    files.write("Data/worlds/cedar/world.json", "not JSON");

    assertThat(save("one", Reason.MANUAL)).contains("The save point is taken.");

    FileInventory known = inventories.of(SavePointFixture.ALICE);
    SavePoint one = known.savePoint(new SavePointId("one")).orElseThrow();
    assertThat(one.status()).isEqualTo(SavePoint.Status.DONE);
    assertThat(one.worlds()).containsExactly("ash", "birch", "cedar");
    assertThat(one.newBytes()).isEqualTo(one.bytes()).isPositive();
    assertThat(known.worlds())
        .extracting(StoredWorld::title)
        .containsExactlyInAnyOrder("The Ash Road", "birch", "cedar");
    assertThat(known.worlds())
        .filteredOn(world -> world.world().equals("ash"))
        .first()
        .satisfies(
            ash -> {
              assertThat(ash.system()).contains("dnd5e");
              assertThat(ash.generation()).isEqualTo(OptionalInt.of(13));
              assertThat(ash.lastPlayedAt()).contains(Instant.parse("2026-11-20T19:00:00Z"));
            });
    assertThat(known.storage().orElseThrow().savedBytes()).isEqualTo(one.bytes());
    assertThat(known.storage().orElseThrow().filesBytes()).isGreaterThan(600_000);
  }

  @Test
  void aRestoreTakesASavePointFirst() throws Exception {
    save("one", Reason.RUN);
    files.write("Data/worlds/ash/data/actors/000005.ldb", "broken");

    assertThat(restore("one", Optional.empty(), "before")).contains("The save point is restored.");

    assertThat(files.home().resolve("Data/worlds/ash/data/actors/000005.ldb"))
        .hasContent("ash".repeat(1000));
    assertThat(restore("before", Optional.of("ash"), "again")).isPresent();
    assertThat(files.home().resolve("Data/worlds/ash/data/actors/000005.ldb")).hasContent("broken");
    assertThat(inventories.of(SavePointFixture.ALICE).savePoints())
        .extracting(each -> each.id().value())
        .containsExactly("again", "before", "one");
  }

  @Test
  void whatIsNotKeptIsSaidAndChangesNothing() throws Exception {
    save("one", Reason.RUN);
    List<String> before = Listing.ofText(files.home());

    assertThatThrownBy(() -> restore("never", Optional.empty(), "b1"))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("That save point is not kept any more; nothing was changed.");
    assertThatThrownBy(() -> restore("one", Optional.of("oak"), "b2"))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("That save point does not hold this world; nothing was changed.");
    assertThat(Listing.ofText(files.home())).isEqualTo(before);
  }

  @Test
  void oldSavePointsGoAndTheirUnitsWithThem() throws Exception {
    for (int each = 0; each < FileInventory.AUTOMATIC_KEPT + 3; each++) {
      files.write("Data/worlds/ash/world.json", "{\"round\": " + each + "}" + " ".repeat(each));
      now = now.plus(Duration.ofHours(2));
      save("s-" + each, Reason.RUN);
    }
    now = now.plus(Duration.ofHours(2));
    save("last", Reason.RUN);

    assertThat(inventories.of(SavePointFixture.ALICE).savePoints())
        .hasSize(FileInventory.AUTOMATIC_KEPT);
    assertThat(keys("save-points/")).hasSize(FileInventory.AUTOMATIC_KEPT);
    assertThat(keys("units/world/ash/")).hasSizeLessThanOrEqualTo(FileInventory.AUTOMATIC_KEPT);
    assertThat(restore("s-5", Optional.of("ash"), "b")).contains("The save point is restored.");
    assertThat(files.home().resolve("Data/worlds/ash/world.json"))
        .hasContent("{\"round\": 5}     ");
  }

  @Test
  void theOldestSavePointCanBeRestoredAlthoughAnotherIsTakenFirst() throws Exception {
    for (int each = 0; each < FileInventory.AUTOMATIC_KEPT; each++) {
      files.write("Data/worlds/ash/world.json", "{\"round\": " + each + "}" + " ".repeat(each));
      now = now.plus(Duration.ofHours(2));
      save("s-" + each, Reason.RUN);
    }
    now = now.plus(Duration.ofHours(2));

    assertThat(restore("s-0", Optional.empty(), "before")).contains("The save point is restored.");

    assertThat(files.home().resolve("Data/worlds/ash/world.json")).hasContent("{\"round\": 0}");
  }

  @Test
  void sizesAfterARestoreAreThoseOfTheFiles() throws Exception {
    save("one", Reason.RUN);
    files.write("Data/worlds/ash/data/actors/000005.ldb", "x".repeat(70_000));
    files.write("Data/worlds/dogwood/world.json", "{}");
    save("two", Reason.RUN);
    for (Optional<String> world : List.of(Optional.of("ash"), Optional.<String>empty())) {
      restore("one", world, "before-" + world.isPresent());
      FileInventory recorded = inventories.of(SavePointFixture.ALICE);
      jobs().measure(SavePointFixture.ALICE, () -> true);
      FileInventory measured = inventories.of(SavePointFixture.ALICE);

      assertThat(recorded.worlds()).isEqualTo(measured.worlds());
      assertThat(recorded.storage()).isEqualTo(measured.storage());
    }
  }

  @Test
  void theArchiveIsListedOnceBeforeAndOnceAfter() throws Exception {
    List<String> calls = new ArrayList<>();
    files.replace(
        PortCalls.before("FileArchive.list", () -> calls.add("list"))
            .on(FileArchive.class, files.archive()));

    save("one", Reason.RUN);

    // Units before, units after, and the manifests, which are also read to find needless units.
    assertThat(calls).hasSize(4);
  }

  @Test
  void aSavePointThatTheUserRemovedGoesWithTheNextOne() throws Exception {
    save("one", Reason.MANUAL);
    inventories.update(SavePointFixture.ALICE, any -> any.without(new SavePointId("one")));
    save("two", Reason.MANUAL);

    assertThat(keys("save-points/")).singleElement().asString().endsWith("two.json");
  }

  @Test
  void nothingIsLeftOfAUserWhoIsForgotten() throws Exception {
    save("one", Reason.RUN);
    save("two", Reason.DESTROY);

    jobs().forget(SavePointFixture.ALICE);

    assertThat(keys("")).isEmpty();
    assertThat(inventories.of(SavePointFixture.ALICE).revision()).isZero();
    jobs().forget(SavePointFixture.ALICE);
  }

  @Test
  void filesThatCannotBeKeptEndTheJobWithASentence() throws Exception {
    HostileFiles.depth(files.home().resolve("Data/worlds/ash"), 120);

    assertThatThrownBy(() -> save("one", Reason.MANUAL))
        .isInstanceOf(UnfitFilesException.class)
        .hasMessage("The world ash cannot be kept: Folders lie more than 100 deep in each other.");
    assertThat(inventories.of(SavePointFixture.ALICE).savePoints().getFirst().failure())
        .isPresent();
    new ProcessBuilder("rm", "-rf", files.home().toString()).start().waitFor();
  }

  @Test
  void aUserWithoutFilesHasNothingToKeep() throws Exception {
    new ProcessBuilder("rm", "-rf", files.home().toString()).start().waitFor();

    assertThat(save("one", Reason.RUN)).contains("There are no files to keep.");
  }

  @Test
  void filesAreMeasuredWithoutASavePoint() throws Exception {
    save("one", Reason.RUN);
    files.write("Data/worlds/dogwood/world.json", "{\"title\": \"The Dogwood\"}");
    long before = inventories.of(SavePointFixture.ALICE).storage().orElseThrow().filesBytes();

    assertThat(jobs().measure(SavePointFixture.ALICE, () -> true))
        .contains("The files are measured.");

    FileInventory known = inventories.of(SavePointFixture.ALICE);
    assertThat(known.worlds()).extracting(StoredWorld::title).contains("The Dogwood");
    assertThat(known.storage().orElseThrow().filesBytes()).isEqualTo(before + 24);
    assertThat(known.savePoints()).hasSize(1);
  }

  private Optional<String> save(String id, Reason reason) throws IOException {
    return jobs().save(SavePointFixture.ALICE, order(id, reason), () -> true);
  }

  private Optional<String> restore(String from, Optional<String> world, String before)
      throws IOException {
    now = now.plusSeconds(1);
    Restoration restoration = new Restoration(new SavePointId(from), world.map(WorldName::new));
    return jobs()
        .restore(SavePointFixture.ALICE, order(before, Reason.RESTORE), restoration, () -> true);
  }

  private SavePointJobs jobs() {
    return new SavePointJobs(
        files.home().getParent(),
        files.archive(),
        inventories,
        Runnable::run,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<String> keys(String part) {
    return files.archive().list("users/%s/%s".formatted(SavePointFixture.ALICE, part)).stream()
        .map(Stored::key)
        .toList();
  }

  private static SavePointOrder order(String id, Reason reason) {
    return new SavePointOrder(new SavePointId(id), reason, Optional.empty(), "13.346");
  }
}
