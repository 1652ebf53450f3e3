/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.WorldChoice;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import dev.foundryhosting.instance.reconcile.Servers;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server's task, run for real on doubles of the image: each line of the image against what goes
 * wrong with a licence, a lock, a login and a stop. ADR-003 says what no double can show.
 */
class ServerContainerTest {
  private static final String WORLD = "curse-of-strahd";
  private static final String ALICES_KEY = "AAAABBBBCCCCDDDDEEEEFFFF";
  private static final String BOBS_KEY = "BBBBCCCCDDDDEEEEFFFFGGGG";
  private static final Duration IN_TIME = Duration.ofSeconds(20);

  @TempDir Path folder;

  @BeforeAll
  static void containersCanBeImitated() throws Exception {
    ImageDouble.requireContainers();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#all")
  void aStopWaitsUntilTheWorldIsSaved(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease()) {
      TaskRun run = fargate.savingFor(1_200, 7).start(onOwnLicense(image), ALICES_KEY);
      run.status();
      run.open(WORLD);

      run.term();
      run.awaitLog("Shutting down");
      int exitCode = run.stop(IN_TIME);

      assertThat(run.saved(WORLD)).as(run.log()).endsWith("saved 10 of 10", "closed");
      assertThat(exitCode).as("the exit code of Foundry, %s", run.log()).isEqualTo(7);
      assertThat(fargate.data().resolve("Config/options.json.lock")).doesNotExist();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void theHealthCheckHoldsWhileFoundryAnswers(ImageDouble image) throws Exception {
    TaskSpec task = onOwnLicense(image);
    String check = task.containers().getLast().healthCheck().orElseThrow();
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease()) {
      TaskRun run = fargate.start(task, ALICES_KEY);
      run.status();
      assertThat(run.healthCheck(check)).isZero();

      run.stop(IN_TIME);
      assertThat(run.healthCheck(check)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void aSecondStartLeadsToTheWorldWithoutAnAgreement(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease().withWorld(WORLD)) {
      TaskRun first = fargate.start(onOwnLicense(image), ALICES_KEY);
      assertThat(first.status().path("active").asBoolean()).isFalse();
      assertThat(first.page()).isEqualTo("/license?agreement");
      first.accept();
      first.stop(IN_TIME);

      TaskRun second = fargate.start(onOwnLicense(image), ALICES_KEY);

      assertThat(second.status().path("world").asText()).as(second.log()).isEqualTo(WORLD);
      assertThat(second.page()).isEqualTo("/join");
      assertThat(second.log())
          .contains("Host name " + LicenseId.ofOwner(ALICE).hostName())
          .doesNotContain("ip-10-0-0");
    }
  }

  /** Until the agreement is accepted for that licence, too; then its file holds for its runs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void aBorrowedLicenceRunsOnItsOwnKeyAndNeverOnTheFileOfTheRunBefore(ImageDouble image)
      throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease().withWorld(WORLD)) {
      TaskRun own = fargate.start(onOwnLicense(image), ALICES_KEY);
      own.status();
      own.accept();
      own.stop(IN_TIME);

      TaskRun borrowed = fargate.start(task(image, BOB, false, true), BOBS_KEY);
      borrowed.status();
      assertThat(borrowed.page()).isEqualTo("/license?agreement");
      assertThat(license(fargate)).contains(BOBS_KEY).doesNotContain(ALICES_KEY);
      borrowed.accept();
      borrowed.stop(IN_TIME);

      TaskRun again = fargate.start(task(image, BOB, false, true), BOBS_KEY);
      assertThat(again.status().path("world").asText()).as(again.log()).isEqualTo(WORLD);
      again.stop(IN_TIME);

      TaskRun ownAgain = fargate.start(onOwnLicense(image), ALICES_KEY);
      ownAgain.status();
      assertThat(license(fargate)).contains(ALICES_KEY).doesNotContain(BOBS_KEY);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void whateverAKilledTaskLeavesTheNextOneStarts(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease().withWorld(WORLD)) {
      TaskRun beforeFoundry = fargate.start(onOwnLicense(image), ALICES_KEY);
      beforeFoundry.awaitLog("Installed.");
      beforeFoundry.kill();

      TaskRun atTheAgreement = fargate.start(onOwnLicense(image), ALICES_KEY);
      atTheAgreement.status();
      atTheAgreement.accept();
      atTheAgreement.kill();
      assertThat(fargate.data().resolve("Config/options.json.lock")).isDirectory();

      TaskRun withAWorld = fargate.start(onOwnLicense(image), ALICES_KEY);
      assertThat(withAWorld.status().path("world").asText()).as(withAWorld.log()).isEqualTo(WORLD);
      withAWorld.term();
      withAWorld.awaitLog("Shutting down");
      withAWorld.kill();

      TaskRun last = fargate.start(onOwnLicense(image), ALICES_KEY);
      assertThat(last.status().path("world").asText()).as(last.log()).isEqualTo(WORLD);
      assertThat(last.page()).isEqualTo("/join");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void aKeyAloneStartsFromTheCacheTwice(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease()) {
      TaskRun first = fargate.start(task(image, ALICE, false, true), ALICES_KEY);
      first.status();
      first.accept();
      assertThat(first.page()).isEqualTo("/setup");
      first.stop(IN_TIME);

      TaskRun second = fargate.start(task(image, ALICE, false, true), ALICES_KEY);
      second.status();
      assertThat(second.page()).as(second.log()).isEqualTo("/setup");
      assertThat(fargate.logins()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void withoutTheReleaseTheServerEndsAtOnceWithItsOwnExitCode(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder)) {
      TaskRun run = fargate.start(task(image, ALICE, true, true), ALICES_KEY);

      assertThat(run.ended(IN_TIME)).isEqualTo(61);
      assertThat(run.log()).contains("is not in the release cache");
    }
  }

  /** The cache can only be read, and no account is at hand: the key is typed once. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void anAccountNeverLogsInFromTheServer(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withRelease()) {
      TaskRun withoutKey = fargate.start(task(image, ALICE, true, false), "unused");
      withoutKey.status();
      assertThat(withoutKey.page()).as(withoutKey.log()).isEqualTo("/license");
      withoutKey.stop(IN_TIME);

      TaskRun withKey = fargate.start(task(image, ALICE, true, true), ALICES_KEY);
      withKey.status();
      assertThat(withKey.page()).isEqualTo("/license?agreement");
      assertThat(fargate.logins()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void aServerCannotChangeTheCache(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder).withTornRelease()) {
      TaskRun run = fargate.start(onOwnLicense(image), ALICES_KEY);

      assertThat(run.ended(IN_TIME)).as(run.log()).isEqualTo(1);
      assertThat(fargate.cached()).isEqualTo("torn");
    }
  }

  /** The newer image sleeps up to 16 minutes after a failed start. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#asPublished")
  void aStopEndsATaskThatCannotStartWithinSeconds(ImageDouble image) throws Exception {
    try (FargateDouble fargate = new FargateDouble(image, folder)) {
      fargate.withTornRelease().failedBefore(5);
      TaskRun run = fargate.start(onOwnLicense(image), ALICES_KEY);
      if (image.line() == ImageDouble.Line.TWELVE) {
        assertThat(run.ended(IN_TIME)).isEqualTo(1);
      } else {
        run.awaitLog("Waiting before exiting");
        assertThat(run.stop(Duration.ofSeconds(10))).as(run.log()).isNotEqualTo(137);
      }

      fargate.withRelease();
      TaskRun next = fargate.start(onOwnLicense(image), ALICES_KEY);
      next.status();
      assertThat(next.page()).isEqualTo("/license?agreement");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.foundryhosting.aws.ecs.ImageDouble#all")
  void theWorldOpensWhateverItsNameAndOneThatIsGoneDoesNot(ImageDouble image) throws Exception {
    String odd = "-n o'hara's \"keep\" $(id) `id` * \\ Schloß";
    try (FargateDouble fargate =
        new FargateDouble(image, folder).withRelease().withWorld("w").withWorld(odd)) {
      TaskRun first = fargate.start(opening(image, ALICE, "w"), ALICES_KEY);
      first.status();
      first.accept();
      first.stop(IN_TIME);

      TaskRun second = fargate.start(opening(image, ALICE, odd), ALICES_KEY);
      assertThat(second.status().path("world").asText()).as(second.log()).isEqualTo(odd);
      second.stop(IN_TIME);

      TaskRun third = fargate.start(opening(image, ALICE, odd + " 2"), ALICES_KEY);
      assertThat(third.status().path("active").asBoolean()).as(third.log()).isFalse();
      assertThat(third.page()).isEqualTo("/setup");
      assertThat(third.log()).contains("World '" + odd + " 2' is gone");
    }
  }

  private static String license(FargateDouble fargate) throws Exception {
    return Files.readString(fargate.data().resolve("Config/license.json"));
  }

  private static TaskSpec onOwnLicense(ImageDouble image) {
    return task(image, ALICE, true, true);
  }

  private static TaskSpec opening(ImageDouble image, UserId owner, String world) {
    return task(image, owner, true, true, world);
  }

  /** Alice's server on the licence of an owner; it opens its world, where that is there. */
  private static TaskSpec task(ImageDouble image, UserId owner, boolean account, boolean key) {
    return task(image, owner, account, key, WORLD);
  }

  private static TaskSpec task(
      ImageDouble image, UserId owner, boolean account, boolean key, String world) {
    License license =
        License.registered(
            owner,
            new Credentials(account, key, Optional.of("arn:secret")),
            SharingState.SHARED,
            PlatformFixture.BEGIN);
    return new ServerTask(PlatformFixture.settings())
        .server(
            Servers.inVersion(RecordSamples.created(), image.line().version())
                .with(WorldChoice.none().choosing(Optional.of(new WorldName(world))))
                .starting(
                    Run.requested("run-1", license.licenseId(), PlatformFixture.BEGIN),
                    PlatformFixture.BEGIN),
            license);
  }
}
