/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link FileJobs} does. */
public abstract class FileJobsContract {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00.123456789Z");
  private static final Instant LATER = NOW.plusMillis(1500);
  private static final UserId USER = new UserId("100000000000000001");
  private static final UserId OTHER = new UserId("Another_user-2");

  protected abstract FileJobs jobs();

  @Test
  void aJobIsFoundAsItWasBegun() {
    FileJob in = licenseIn("run-1");

    assertThat(jobs().begin(in)).isEqualTo(in);
    assertThat(jobs().begin(wipe(OTHER))).isEqualTo(wipe(OTHER));

    assertThat(jobs().find(USER)).contains(in);
    assertThat(jobs().find(OTHER)).contains(wipe(OTHER));
  }

  @ParameterizedTest
  @MethodSource("works")
  void eachWorkIsFoundAsItWasBegun(FileWork work) {
    FileJob job = FileJob.requested("job-1", USER, work, NOW).at(new FileJob.Progress(2, 70, 9));

    jobs().begin(job);

    assertThat(jobs().find(USER)).contains(job);
  }

  static Stream<FileWork> works() {
    LicenseId license = LicenseId.ofOwner(OTHER);
    SavePointOrder order =
        new SavePointOrder(
            new SavePointId("run-1"), SavePointOrder.Reason.RESTORE, Optional.of("before"), "13");
    SavePointId from = new SavePointId("run-0");
    WorldName world = new WorldName("äsh \"1\"");
    ImportId upload = new ImportId("a1.b_c~d=e-");
    return Stream.of(
        new FileWork.LicenseIn(license),
        new FileWork.LicenseOut(license),
        new FileWork.LicenseRemove(license),
        new FileWork.Wipe(),
        new FileWork.Save(order),
        new FileWork.Restore(order, new Restoration(from, Optional.of(world))),
        new FileWork.Restore(order, new Restoration(from, Optional.empty())),
        new FileWork.Export(world, Optional.of(from)),
        new FileWork.Export(world, Optional.empty()),
        new FileWork.Import(order, upload, Optional.of(world)),
        new FileWork.Import(order, upload, Optional.empty()),
        new FileWork.Measure());
  }

  @Test
  void aUserWithoutAJobHasNone() {
    assertThat(jobs().find(USER)).isEmpty();
  }

  @Test
  void whatTheFunctionReportsIsFound() {
    FileJob wipe = jobs().begin(wipe(USER));

    assertThat(jobs().report(wipe.running(LATER))).isTrue();
    assertThat(jobs().find(USER)).contains(wipe.running(LATER));

    assertThat(jobs().report(wipe.failed("No \"space\" — left.", LATER))).isTrue();
    assertThat(jobs().find(USER)).contains(wipe.failed("No \"space\" — left.", LATER));
  }

  @ParameterizedTest
  @EnumSource(
      value = FileJob.Status.class,
      names = {"DONE", "REFUSED"})
  void aJobThatCameToItsEndStaysThere(FileJob.Status status) {
    FileJob begun = jobs().begin(licenseIn("run-1"));
    boolean done = status == FileJob.Status.DONE;
    FileJob ended = done ? begun.done("Laid in.", LATER) : begun.refused("It is none.", LATER);
    assertThat(jobs().report(ended)).isTrue();

    assertThat(jobs().begin(licenseIn("run-1"))).isEqualTo(ended);
    assertThat(jobs().find(USER)).contains(ended);
  }

  @Test
  void aJobThatFailedOrFellSilentIsBegunAgain() {
    FileJob wipe = jobs().begin(wipe(USER));
    FileJob again = wipe.begun(LATER);
    jobs().report(wipe.running(NOW));

    assertThat(jobs().begin(again)).isEqualTo(again);
    assertThat(jobs().find(USER)).contains(again);

    jobs().report(wipe.failed("It broke.", NOW));
    assertThat(jobs().begin(again)).isEqualTo(again);
    assertThat(jobs().find(USER)).contains(again);
  }

  @Test
  void aNewJobTakesThePlaceOfTheLastOne() {
    FileJob first = jobs().begin(licenseIn("run-1"));
    jobs().report(first.done("Laid in.", NOW));
    FileJob second = jobs().begin(licenseIn("run-2"));

    assertThat(jobs().report(first.failed("It came late.", LATER))).isFalse();
    assertThat(jobs().find(USER)).contains(second);
  }

  @Test
  void aForgottenJobIsGone() {
    FileJob job = jobs().begin(wipe(USER));
    jobs().forget(USER);
    jobs().forget(OTHER);

    assertThat(jobs().find(USER)).isEmpty();
    assertThat(jobs().report(job.running(LATER))).isFalse();
    assertThat(jobs().find(USER)).isEmpty();
  }

  private static FileJob licenseIn(String run) {
    return FileJob.requested(
        run + "-in", USER, new FileWork.LicenseIn(LicenseId.ofOwner(OTHER)), NOW);
  }

  private static FileJob wipe(UserId user) {
    return FileJob.requested("wipe-of-" + user, user, new FileWork.Wipe(), NOW);
  }
}
