package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every {@link Tasks} does. */
public abstract class TasksContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final String FAMILY = "foundry-server-184405311681986560";
  protected static final String TOKEN = "7b1d0c9e-44a1-4f0c-9a55-0f3d5c8a1e01";
  private static final String OTHER_TOKEN = "7b1d0c9e-44a1-4f0c-9a55-0f3d5c8a1e02";

  protected abstract Tasks tasks();

  /** Lets all containers of a task run. */
  protected abstract void letRun(String taskArn, String privateIp);

  /** Ends a task; its main container had this exit code. */
  protected abstract void letStop(String taskArn, int exitCode, String code, String reason);

  /** A server's task of the given image. */
  public static TaskSpec spec(String image) {
    return spec(FAMILY, image);
  }

  protected static TaskSpec spec(String family, String image) {
    return new TaskSpec(
        family,
        USER,
        1024,
        2048,
        "arn:aws:iam::123456789012:role/task",
        "arn:aws:iam::123456789012:role/execution",
        "/foundry-hosting/servers",
        "eu-central-1",
        "fs-0123456789abcdef0",
        Map.of("data", "fsap-0123456789abcdef0", "cache", "fsap-0123456789abcdef1"),
        List.of(prepare(), server(image)));
  }

  private static TaskSpec.Container prepare() {
    return new TaskSpec.Container(
        "prepare",
        "public.ecr.aws/docker/library/busybox:1.37",
        false,
        List.of("sh", "-c", "rm -f /data/Config/license.json"),
        Map.of("REGION", "eu-central-1"),
        Map.of(),
        Map.of("data", "/data"),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        30);
  }

  private static TaskSpec.Container server(String image) {
    String secret =
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:foundry-hosting/x-AbCdEf";
    return new TaskSpec.Container(
        "server",
        image,
        true,
        List.of(),
        Map.of("FOUNDRY_PROXY_PORT", "443"),
        Map.of("FOUNDRY_ADMIN_KEY", new TaskSpec.SecretField(secret, "adminKey")),
        Map.of("data", "/data", "cache", "/cache"),
        OptionalInt.of(30000),
        Optional.of("curl -fsS http://localhost:30000/api/status"),
        Optional.of("prepare"),
        120);
  }

  private TaskObservation started() {
    return tasks().run(tasks().ensureDefinition(spec("foundry:13")).arn(), TOKEN, USER);
  }

  private TaskObservation seen(String taskArn) {
    return tasks().observe(taskArn).orElseThrow();
  }

  @Test
  void theSameSpecIsRegisteredOnce() {
    TaskDefinition first = tasks().ensureDefinition(spec("foundry:13"));
    TaskDefinition second = tasks().ensureDefinition(spec("foundry:13"));

    assertThat(second).isEqualTo(first);
    assertThat(first.fingerprint()).isEqualTo(spec("foundry:13").fingerprint());
  }

  @Test
  void aChangedSpecReplacesTheDefinitionAndTheOldOneCannotBeRun() {
    TaskDefinition old = tasks().ensureDefinition(spec("foundry:12"));
    TaskDefinition fresh = tasks().ensureDefinition(spec("foundry:13"));

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
  void aSpecThatComesBackIsRegisteredAnew() {
    TaskDefinition first = tasks().ensureDefinition(spec("foundry:12"));
    tasks().ensureDefinition(spec("foundry:13"));

    assertThat(tasks().ensureDefinition(spec("foundry:12")).arn()).isNotEqualTo(first.arn());
  }

  @Test
  void removedDefinitionsCannotBeRunAndTheNextHasAnotherName() {
    TaskDefinition removed = tasks().ensureDefinition(spec("foundry:13"));
    tasks().removeDefinitions(FAMILY);

    assertThatThrownBy(() -> tasks().run(removed.arn(), TOKEN, USER))
        .isInstanceOf(PlatformException.class);
    assertThat(tasks().ensureDefinition(spec("foundry:13")).arn()).isNotEqualTo(removed.arn());
  }

  @Test
  void definitionsOfAnotherFamilyStayWhenOnesAreRemoved() {
    TaskDefinition other = tasks().ensureDefinition(spec(FAMILY + "2", "foundry:13"));
    tasks().ensureDefinition(spec("foundry:13"));
    tasks().removeDefinitions(FAMILY);

    assertThat(tasks().ensureDefinition(spec(FAMILY + "2", "foundry:13"))).isEqualTo(other);
  }

  @Test
  void removingDefinitionsTwiceOrWhereThereAreNoneIsFine() {
    tasks().removeDefinitions("foundry-server-nobody");
    tasks().ensureDefinition(spec("foundry:13"));
    tasks().removeDefinitions(FAMILY);
    tasks().removeDefinitions(FAMILY);
  }

  @Test
  void aTaskIsAsLargeAsItsDefinitionSays() {
    TaskDefinition definition = tasks().ensureDefinition(spec("foundry:13"));
    TaskObservation task = tasks().run(definition.arn(), TOKEN, USER);

    assertThat(task.size()).contains(new TaskSize(1024, 2048));
    assertThat(tasks().observe(task.taskArn()).flatMap(TaskObservation::size))
        .contains(new TaskSize(1024, 2048));
  }

  @Test
  void aTaskBeginsWithPreparing() {
    TaskDefinition definition = tasks().ensureDefinition(spec("foundry:13"));
    TaskObservation task = tasks().run(definition.arn(), TOKEN, USER);

    assertThat(task.state()).isEqualTo(State.PREPARING);
    assertThat(task.definitionArn()).isEqualTo(definition.arn());
    assertThat(task.stopRequested()).isFalse();
    assertThat(task.healthy()).isFalse();
    assertThat(task.startedAt()).isEmpty();
    assertThat(task.stoppedAt()).isEmpty();
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
    TaskDefinition changed = tasks().ensureDefinition(spec("foundry:14"));

    assertThat(tasks().run(changed.arn(), TOKEN, USER).taskArn()).isEqualTo(first.taskArn());
  }

  @Test
  void aTokenGivesItsTaskBackEvenAfterThatEnded() {
    TaskObservation first = started();
    letStop(first.taskArn(), 1, "EssentialContainerExited", "Essential container in task exited");

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
    String definition = tasks().ensureDefinition(spec("foundry:13")).arn();

    assertThatThrownBy(() -> tasks().run(definition, "t".repeat(37), USER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTaskIsFoundByItsTokenWhileItRunsAndAfterItEnded() {
    assertThat(tasks().findByToken(FAMILY, TOKEN)).isEmpty();
    String arn = started().taskArn();
    tasks().run(tasks().ensureDefinition(spec("foundry:13")).arn(), OTHER_TOKEN, USER);

    assertThat(tasks().findByToken(FAMILY, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    letRun(arn, "10.0.1.20");
    tasks().stop(arn, "asked for");
    assertThat(tasks().findByToken(FAMILY, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    letStop(arn, 0, "UserInitiated", "asked for");
    assertThat(tasks().findByToken(FAMILY, TOKEN).orElseThrow().taskArn()).isEqualTo(arn);
    assertThat(tasks().findByToken("foundry-server-other", TOKEN)).isEmpty();
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
    tasks().stop(arn, "the owner asked for it");

    TaskObservation task = seen(arn);
    assertThat(task.stopRequested()).isTrue();
    assertThat(task.state()).isNotEqualTo(State.STOPPED);
    assertThat(task.stoppedAt()).isEmpty();
  }

  @Test
  void aTaskThatEndedSaysWhyAndWith() {
    String arn = started().taskArn();
    letRun(arn, "10.0.1.20");
    letStop(arn, 137, "EssentialContainerExited", "Essential container in task exited");

    TaskObservation task = seen(arn);
    assertThat(task.state()).isEqualTo(State.STOPPED);
    assertThat(task.stopRequested()).isTrue();
    assertThat(task.exitCode()).hasValue(137);
    assertThat(task.stopCode()).contains("EssentialContainerExited");
    assertThat(task.stoppedReason()).contains("Essential container in task exited");
    assertThat(task.stoppedAt()).isPresent();
  }

  @Test
  void stoppingTwiceOrWhatEndedOrWhatIsUnknownIsFine() {
    String arn = started().taskArn();
    tasks().stop(arn, "once");
    tasks().stop(arn, "twice");
    letStop(arn, 0, "UserInitiated", "once");
    tasks().stop(arn, "a third time");

    assertThat(seen(arn).stoppedReason()).contains("once");
    tasks().stop(unknown(arn), "what is not there");
  }

  @Test
  void aReasonThatIsTooLongIsCut() {
    String arn = started().taskArn();
    tasks().stop(arn, "x".repeat(300));

    assertThat(seen(arn).stoppedReason().orElse("")).hasSize(255);
  }

  @Test
  void aReasonIsNotCutWithinACharacter() {
    String arn = started().taskArn();
    tasks().stop(arn, "x".repeat(254) + "🎲 and more");

    assertThat(seen(arn).stopRequested()).isTrue();
    assertThat(seen(arn).stoppedReason()).contains("x".repeat(254));
  }

  @Test
  void anUnknownTaskIsNotObserved() {
    assertThat(tasks().observe(unknown(started().taskArn()))).isEmpty();
  }

  private static String unknown(String known) {
    return known.substring(0, known.length() - 32) + "f".repeat(32);
  }
}
