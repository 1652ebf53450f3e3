/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.instance.reconcile.Servers;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Tasks} does. */
public abstract class TasksContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final String FAMILY = "foundry-server-184405311681986560";
  protected static final String TOKEN = "7b1d0c9e-44a1-4f0c-9a55-0f3d5c8a1e01";
  private static final UserId OTHER = new UserId("1844053116819865602");
  private static final String OTHER_TOKEN = "7b1d0c9e-44a1-4f0c-9a55-0f3d5c8a1e02";

  protected abstract Tasks tasks();

  /** Lets all containers of a task run. */
  protected abstract void letRun(String taskArn, String privateIp);

  /** Ends a task: its main container exits by itself. */
  protected abstract void letExit(String taskArn, int exitCode);

  /** Ends a task that was asked to end for this reason. */
  protected abstract void letStop(String taskArn, String reason);

  /** A user's server in a version of Foundry, with all its resources. */
  protected static Instance server(UserId user, String version) {
    return Servers.inVersion(Servers.created(user), version);
  }

  /** The user's own licence. */
  protected static License license(UserId user) {
    return InstanceSamples.usableLicense(user, SharingState.PRIVATE);
  }

  private TaskDefinition define(String version) {
    return tasks().ensureServerDefinition(server(USER, version), license(USER));
  }

  protected final TaskObservation started() {
    return tasks().run(define("13").arn(), TOKEN, USER);
  }

  private TaskObservation seen(String taskArn) {
    return tasks().observe(taskArn).orElseThrow();
  }

  @Test
  void theSameServerIsDefinedOnce() {
    assertThat(define("13")).isEqualTo(define("13"));
  }

  @Test
  void theRecordedDefinitionIsTakenForGrantedWhenItWasMadeFromTheSame() {
    TaskDefinition recorded = define("13");
    tasks().removeDefinitions(USER);
    Instance same = server(USER, "13");
    Instance other = server(USER, "12");

    assertThat(
            tasks()
                .ensureServerDefinition(same.with(same.resources().with(recorded)), license(USER)))
        .isEqualTo(recorded);
    assertThat(
            tasks()
                .ensureServerDefinition(
                    other.with(other.resources().with(recorded)), license(USER)))
        .isNotEqualTo(recorded);
  }

  @Test
  void aServerOnAnotherLicenceNeedsAnotherDefinition() {
    TaskDefinition own = define("13");

    assertThat(tasks().ensureServerDefinition(server(USER, "13"), license(OTHER)))
        .isNotEqualTo(own);
  }

  @Test
  void aChangedServerReplacesTheDefinitionAndTheOldOneCannotBeRun() {
    TaskDefinition old = define("12");
    TaskDefinition fresh = define("13");

    assertThat(fresh.arn()).isNotEqualTo(old.arn());
    assertThatThrownBy(() -> tasks().run(old.arn(), TOKEN, USER))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isFalse();
            });
    assertThat(tasks().run(fresh.arn(), TOKEN, USER).definitionArn()).isEqualTo(fresh.arn());
  }

  @Test
  void aServerThatIsAsBeforeAgainIsDefinedAnew() {
    TaskDefinition first = define("12");
    define("13");

    assertThat(define("12").arn()).isNotEqualTo(first.arn());
  }

  @Test
  void removedDefinitionsCannotBeRunAndTheNextHasAnotherName() {
    TaskDefinition removed = define("13");
    tasks().removeDefinitions(USER);

    assertThatThrownBy(() -> tasks().run(removed.arn(), TOKEN, USER))
        .isInstanceOf(PlatformException.class);
    assertThat(define("13").arn()).isNotEqualTo(removed.arn());
  }

  @Test
  void definitionsOfAnotherUserStayWhenOnesAreRemoved() {
    TaskDefinition other = tasks().ensureServerDefinition(server(OTHER, "13"), license(OTHER));
    define("13");
    tasks().removeDefinitions(USER);

    assertThat(tasks().ensureServerDefinition(server(OTHER, "13"), license(OTHER)))
        .isEqualTo(other);
  }

  @Test
  void removingDefinitionsTwiceOrWhereThereAreNoneIsFine() {
    tasks().removeDefinitions(OTHER);
    define("13");
    tasks().removeDefinitions(USER);
    tasks().removeDefinitions(USER);
  }

  @ParameterizedTest
  @EnumSource(ServerSize.class)
  void aTaskIsAsLargeAsItsDefinitionSays(ServerSize size) {
    TaskDefinition definition = tasks().ensureServerDefinition(sized(size), license(USER));
    TaskObservation task = tasks().run(definition.arn(), TOKEN, USER);

    assertThat(task.size()).contains(TaskSize.of(size));
    assertThat(tasks().observe(task.taskArn()).flatMap(TaskObservation::size))
        .contains(TaskSize.of(size));
  }

  @Test
  void anotherSizeIsAnotherDefinition() {
    TaskDefinition small = define("13");
    TaskDefinition large = tasks().ensureServerDefinition(sized(ServerSize.LARGE), license(USER));

    assertThat(large.fingerprint()).isNotEqualTo(small.fingerprint());
    assertThat(large.arn()).isNotEqualTo(small.arn());
  }

  @Test
  void aRunIsDefinedInItsOwnSizeWhateverWasChosenMeanwhile() {
    Instance starting = InstanceSamples.starting(sized(ServerSize.MEDIUM), TOKEN);
    Instance changed = starting.with(starting.sizing().choose(ServerSize.LARGE));

    assertThat(tasks().ensureServerDefinition(changed, license(USER)))
        .isEqualTo(tasks().ensureServerDefinition(sized(ServerSize.MEDIUM), license(USER)));
  }

  private static Instance sized(ServerSize size) {
    Instance server = server(USER, "13");
    return server.with(server.sizing().choose(size));
  }

  @Test
  void aTaskBeginsWithPreparing() {
    TaskDefinition definition = define("13");
    TaskObservation task = tasks().run(definition.arn(), TOKEN, USER);

    assertThat(task.state()).isEqualTo(State.PREPARING);
    assertThat(task.definitionArn()).isEqualTo(definition.arn());
    assertThat(task.stopRequested()).isFalse();
    assertThat(task.healthy()).isFalse();
    assertThat(task.startedAt()).isEmpty();
    assertThat(task.stoppedAt()).isEmpty();
    assertThat(task.stopCause()).isEmpty();
    assertThat(task.exitCode()).isEmpty();
  }

  @Test
  void oneTokenStartsOneTask() {
    TaskObservation first = started();

    assertThat(started().taskArn()).isEqualTo(first.taskArn());
  }

  @Test
  void aTokenGivesItsTaskBackEvenWhenTheDefinitionChangedSince() {
    TaskObservation first = started();
    TaskDefinition changed = define("14");

    assertThat(tasks().run(changed.arn(), TOKEN, USER).taskArn()).isEqualTo(first.taskArn());
  }

  @Test
  void aTokenGivesItsTaskBackEvenAfterThatEnded() {
    TaskObservation first = started();
    letExit(first.taskArn(), 1);

    TaskObservation again = started();
    assertThat(again.taskArn()).isEqualTo(first.taskArn());
    assertThat(again.state()).isEqualTo(State.STOPPED);
  }

  @Test
  void anotherTokenStartsAnotherTask() {
    TaskObservation first = started();

    assertThat(tasks().run(first.definitionArn(), OTHER_TOKEN, USER).taskArn())
        .isNotEqualTo(first.taskArn());
  }

  @Test
  void aTokenThatIsTooLongIsADefectOfTheCaller() {
    String definition = define("13").arn();

    assertThatThrownBy(() -> tasks().run(definition, "t".repeat(37), USER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTaskIsFoundByItsTokenWhileItRunsAndAfterItEnded() {
    assertThat(tasks().findServer(USER, TOKEN)).isEmpty();
    String arn = started().taskArn();
    tasks().run(define("13").arn(), OTHER_TOKEN, USER);

    assertThat(tasks().findServer(USER, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    letRun(arn, "10.0.1.20");
    tasks().stop(arn, "asked for");
    assertThat(tasks().findServer(USER, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    letStop(arn, "asked for");
    assertThat(tasks().findServer(USER, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    assertThat(tasks().findServer(OTHER, TOKEN)).isEmpty();
  }

  @Test
  void aRunningTaskHasAnAddressAndABeginning() {
    String arn = started().taskArn();
    letRun(arn, "10.0.1.20");

    TaskObservation task = seen(arn);
    assertThat(task.state()).isEqualTo(State.RUNNING);
    assertThat(task.privateIp()).contains("10.0.1.20");
    assertThat(task.startedAt()).isPresent();
  }

  @Test
  void aStopIsARequestThatTheTaskFollowsInItsOwnTime() {
    String arn = started().taskArn();
    letRun(arn, "10.0.1.20");
    TaskObservation answer = tasks().stop(arn, "the owner asked for it").orElseThrow();

    TaskObservation task = seen(arn);
    assertThat(answer).isEqualTo(task);
    assertThat(task.stopRequested()).isTrue();
    assertThat(task.state()).isNotEqualTo(State.STOPPED);
    assertThat(task.stoppedAt()).isEmpty();
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(
            1, "The server ended by itself with exit code 1: Essential container in task exited."),
        Arguments.of(
            137,
            "The server was killed (exit code 137), most likely for memory. If it happens again,"
                + " choose a larger size."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void aTaskThatEndedSaysWhyAndWith(int exitCode, String why) {
    String arn = started().taskArn();
    letRun(arn, "10.0.1.20");
    letExit(arn, exitCode);

    TaskObservation task = seen(arn);
    assertThat(task.state()).isEqualTo(State.STOPPED);
    assertThat(task.stopRequested()).isTrue();
    assertThat(task.exitCode()).hasValue(exitCode);
    assertThat(task.stopCause()).contains(new StopCause(StopCauseKind.EXITED, why));
    assertThat(task.stoppedAt()).isPresent();
  }

  @Test
  void stoppingTwiceOrWhatEndedOrWhatIsUnknownIsFine() {
    String arn = started().taskArn();
    tasks().stop(arn, "once");
    tasks().stop(arn, "twice");
    letStop(arn, "once");
    tasks().stop(arn, "a third time");

    assertThat(seen(arn).stopCause())
        .contains(
            new StopCause(
                StopCauseKind.STOPPED_OUTSIDE, "Somebody stopped the server's task in AWS: once."));
    assertThat(tasks().stop(arn, "a fourth time").map(TaskObservation::state))
        .contains(State.STOPPED);
    assertThat(tasks().stop(unknown(arn), "what is not there")).isEmpty();
  }

  @Test
  void anUnknownTaskIsNotObserved() {
    assertThat(tasks().observe(unknown(started().taskArn()))).isEmpty();
  }

  private static String unknown(String known) {
    return known.substring(0, known.length() - 32) + "f".repeat(32);
  }
}
