/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileJob.Kind;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

  @Test
  void jobsOnSavePointsAreFoundAsTheyWereBegun() {
    SavePointOrder order =
        new SavePointOrder(
            new SavePointId("run-1"), SavePointOrder.Reason.RESTORE, Optional.of("before"), "13");
    Restoration restoration =
        new Restoration(new SavePointId("run-0"), Optional.of(new WorldName("ash")));
    FileJob save = FileJob.save(USER, order, NOW);
    FileJob restore = FileJob.restore(OTHER, order, restoration, NOW);

    jobs().begin(save);
    jobs().begin(restore);

    assertThat(jobs().find(USER)).contains(save);
    assertThat(jobs().find(OTHER)).contains(restore);
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

  @Test
  void aJobThatIsDoneStaysDone() {
    FileJob done = jobs().begin(licenseIn("run-1")).done("Laid in.", LATER);
    assertThat(jobs().report(done)).isTrue();

    assertThat(jobs().begin(licenseIn("run-1"))).isEqualTo(done);
    assertThat(jobs().find(USER)).contains(done);
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
        run + "-in", Kind.LICENSE_IN, USER, Optional.of(LicenseId.ofOwner(OTHER)), NOW);
  }

  private static FileJob wipe(UserId user) {
    return FileJob.requested("wipe-of-" + user, Kind.WIPE, user, Optional.empty(), NOW);
  }
}
