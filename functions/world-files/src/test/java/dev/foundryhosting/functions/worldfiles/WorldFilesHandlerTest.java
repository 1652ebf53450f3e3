/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.InMemoryFileJobs;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.functions.worldfiles.savepoint.SavePointJobs;
import dev.foundryhosting.functions.worldfiles.savepoint.WorldJobs;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldFilesHandlerTest {
  private static final UserId ALICE = new UserId("100000000000000001");
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");

  @TempDir private Path root;
  private final TestClock clock = new TestClock(NOW);
  private final InMemoryFileJobs jobs = new InMemoryFileJobs();
  private final List<String> log = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private Path home;

  @BeforeEach
  void aliceHasFiles() throws IOException {
    home = root.resolve(ALICE.value());
    Path config = Files.createDirectories(home.resolve("Config"));
    Files.writeString(config.resolve("license.json"), "{\"license\":\"K\",\"signature\":\"s\"}");
  }

  @Test
  void aJobIsDoneAndReported() throws IOException {
    begin(wipe());

    assertThat(handle("wipe-1"))
        .isEqualTo(
            "{\"jobId\":\"wipe-1\",\"status\":\"done\",\"result\":\"All files are removed.\"}");

    assertThat(home).doesNotExist();
    assertThat(jobs.find(ALICE)).contains(wipe().done("All files are removed.", NOW));
    assertThat(log).singleElement().asString().contains("\"action\":\"wipe\"", ALICE.value());
  }

  @Test
  void aJobThatWasDoneIsNotDoneAgain() throws IOException {
    begin(wipe());
    String first = handle("wipe-1");
    Files.createDirectories(home.resolve("Data"));

    assertThat(handle("wipe-1")).isEqualTo(first);
    assertThat(home.resolve("Data")).isDirectory();
  }

  @Test
  void aLicenceIsTakenOutKeptAndLaidIn() throws IOException {
    begin(ofLicense("out-1", FileWork.LicenseOut::new));
    assertThat(handle("out-1")).contains("\"done\"", "is kept");
    assertThat(home.resolve("Config")).isEmptyDirectory();

    begin(ofLicense("in-2", FileWork.LicenseIn::new));
    assertThat(handle("in-2")).contains("\"done\"", "is laid in");
    assertThat(home.resolve("Config/license.json")).isRegularFile();

    begin(ofLicense("remove-3", FileWork.LicenseRemove::new));
    assertThat(handle("remove-3")).contains("\"done\"");
    assertThat(root.resolve(".licenses")).isEmptyDirectory();
  }

  @Test
  void aJobWhosePlaceAnotherTookIsNotDone() throws IOException {
    begin(wipe());
    begin(ofLicense("out-1", FileWork.LicenseOut::new));

    assertThat(handle("wipe-1")).contains("\"failed\"", "Another job took its place.");
    assertThat(home).isDirectory();
    assertThat(jobs.find(ALICE)).contains(ofLicense("out-1", FileWork.LicenseOut::new));
  }

  @Test
  void aJobThatIsTooLongForOneInvocationGoesOnInTheNext() throws IOException {
    for (int file = 0; file < 1000; file++) {
      Files.writeString(home.resolve("file-" + file), "");
    }
    begin(wipe());
    Deadline deadline = Deadline.in(Duration.ofMinutes(15), clock);
    FileJob paused =
        runner(() -> clock.advance(Duration.ofSeconds(1)))
            .run(ALICE, "wipe-1", deadline)
            .orElseThrow();
    assertThat(paused.status()).isEqualTo(FileJob.Status.RUNNING);
    assertThat(jobs.find(ALICE)).contains(paused);
    assertThat(home).isNotEmptyDirectory();

    assertThat(handle("wipe-1")).contains("\"done\"");
    assertThat(home).doesNotExist();
  }

  @Test
  void aJobThatFailsSaysSoWithoutNamesOfFiles() throws IOException {
    begin(wipe());
    Files.delete(home.resolve("Config/license.json"));
    Files.delete(home.resolve("Config"));
    Files.delete(home);
    Path secret = root.resolve("secret-name");
    JobRunner runner = runnerOn(secret, jobs);

    FileJob failed =
        runner.run(ALICE, "wipe-1", Deadline.in(Duration.ofMinutes(15), clock)).orElseThrow();

    assertThat(failed.failed()).isTrue();
    assertThat(failed.result()).contains("The file system answered NoSuchFileException.");
    assertThat(jobs.find(ALICE)).contains(failed);
    assertThat(troubles).singleElement().asString().contains("secret-name");
  }

  @Test
  void theFunctionFailsWhenItCannotReport() {
    begin(wipe());
    FileJobs broken =
        PortCalls.before(
                "FileJobs.report",
                () -> {
                  throw PlatformException.dependency("Could not record the job.", true, null);
                })
            .on(FileJobs.class, jobs);

    assertThatThrownBy(() -> handle(runnerOn(root, broken), "wipe-1"))
        .isInstanceOf(PlatformException.class);
    assertThat(log).singleElement().asString().contains("\"Errors\":1");
  }

  @Test
  void aJobThatCannotBeDoneIsRefusedAndNotTriedAgain() throws IOException {
    SavePointOrder before =
        new SavePointOrder(
            new SavePointId("before"), SavePointOrder.Reason.RESTORE, Optional.empty(), "13.346");
    Restoration restoration = new Restoration(new SavePointId("never"), Optional.empty());
    begin(FileJob.restore(ALICE, before, restoration, NOW));

    assertThat(handle("restore-before")).contains("\"refused\"", "not kept any more");
    assertThat(jobs.find(ALICE).orElseThrow().refused()).isTrue();
    assertThat(troubles).isEmpty();
  }

  private String handle(String jobId) throws IOException {
    return handle(runnerOn(root, jobs), jobId);
  }

  @Test
  void theReleaseCacheIsListedAndCleared() throws IOException {
    Path cache = Files.createDirectories(root.resolve(".releases"));
    for (String build : List.of("12.331", "13.346")) {
      Path archive = Files.writeString(cache.resolve("foundryvtt-%s.zip".formatted(build)), "zip");
      Path unused = Files.setLastModifiedTime(archive, FileTime.from(NOW));
    }

    assertThat(answer(runnerOn(root, jobs), "{\"releases\": \"list\", \"remove\": [\"12.331\"]}"))
        .isEqualTo(
            "{\"releases\":[{\"build\":\"13.346\",\"bytes\":3,\"cachedAt\":\"%s\"}]}"
                .formatted(NOW));
    assertThat(cache).isDirectoryNotContaining("glob:**12.331*");
  }

  private String handle(JobRunner runner, String jobId) throws IOException {
    return answer(runner, "{\"jobId\": \"%s\", \"userId\": \"%s\"}".formatted(jobId, ALICE));
  }

  private String answer(JobRunner runner, String event) throws IOException {
    WorldFilesHandler handler =
        new WorldFilesHandler(
            runner, new ReleaseArchives(root), new RequestLog(log::add, clock), clock);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, null);
    return answer.toString(UTF_8);
  }

  private SavePointJobs savePoints(Path mount) {
    return new SavePointJobs(
        mount, new InMemoryFileArchive(clock), new InMemoryFileInventories(), Runnable::run, clock);
  }

  private WorldJobs worlds(Path mount) {
    return new WorldJobs(
        mount, new InMemoryFileArchive(clock), new InMemoryFileInventories(), Runnable::run, clock);
  }

  /** A runner during whose looks at the clock something happens. */
  private JobRunner runner(Runnable perLook) {
    return new JobRunner(
        jobs,
        new LicenseFiles(root, new LicenseStore(root)),
        new UserFolders(root),
        savePoints(root),
        worlds(root),
        (sentence, cause) -> troubles.add(sentence),
        new TickingClock(clock, perLook));
  }

  private JobRunner runnerOn(Path mount, FileJobs under) {
    return new JobRunner(
        under,
        new LicenseFiles(mount, new LicenseStore(mount)),
        new UserFolders(mount),
        savePoints(mount),
        worlds(mount),
        (sentence, cause) -> troubles.add(sentence),
        clock);
  }

  private void begin(FileJob job) {
    assertThat(jobs.begin(job)).isEqualTo(job);
  }

  private static FileJob wipe() {
    return FileJob.requested("wipe-1", ALICE, new FileWork.Wipe(), NOW);
  }

  private static FileJob ofLicense(String id, Function<LicenseId, FileWork> work) {
    return FileJob.requested(id, ALICE, work.apply(LicenseId.ofOwner(ALICE)), NOW);
  }
}
