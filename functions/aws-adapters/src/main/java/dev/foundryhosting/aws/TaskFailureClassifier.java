/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What ECS says of the end of a task, in the domain's words. "Stopped tasks error codes" and
 * "Viewing stopped task errors" in the ECS developer guide list it: a stop code, and words that
 * begin with the name of an error or are one of a few sentences.
 */
public final class TaskFailureClassifier {
  /**
   * The first that fits holds. Codes are spelled as ECS does, words of the reason in lower case.
   */
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              StopCauseKind.SPOT_INTERRUPTION,
              "AWS took the spare machine back that the server ran on.",
              "SpotInterruption",
              "spotinterruption",
              "spot task was interrupted",
              "spot interruption"),
          new Known(
              StopCauseKind.OUT_OF_MEMORY,
              "The server ran out of memory.",
              "outofmemory",
              "out of memory"),
          new Known(
              StopCauseKind.START_FAILED,
              "AWS has blocked the platform's account. No server starts until its owner has"
                  + " cleared that with AWS Support.",
              "account is currently blocked",
              "account was blocked",
              "account is blocked",
              "blockedexception"),
          new Known(
              StopCauseKind.INITIALIZATION,
              "The server could not reach its files, its secrets or its network while it started."
                  + " Start it again; if that does not help, the operator must look.",
              "resourceinitialization",
              "cannotcreatevolume",
              "network interface",
              "ephemeralstorage",
              "ephemeral storage"),
          new Known(
              StopCauseKind.START_FAILED,
              "AWS has no machine free for the server now. Start it again in some minutes.",
              "capacity is unavailable"),
          new Known(
              StopCauseKind.START_FAILED,
              "AWS could not start the server's container. That usually passes: start it again.",
              "cannotstartcontainer",
              "cannotcreatecontainer",
              "cannotinspectcontainer",
              "containerruntime",
              "dockertimeout",
              "internalerror"),
          new Known(
              StopCauseKind.UNREADABLE,
              "The server did not answer its health checks any more.",
              "health check"),
          new Known(
              StopCauseKind.MACHINE_LOST,
              "AWS retired or lost the machine that the server ran on.",
              "TerminationNotice",
              "InfrastructureHealth",
              "host ec2",
              "underlying infrastructure",
              "retire",
              "performing maintenance"));

  private static final String PULL = "cannotpull";

  /** The first that fits holds; the last one fits all. The words are those of containerd. */
  private static final List<Known> PULLS =
      List.of(
          pull(
              "It is that of GuardDuty's agent, which AWS adds to each task. The operator lets"
                  + " servers reach Amazon ECR, or leaves their cluster out of GuardDuty.",
              "guardduty"),
          pull(
              "Its registry limits how often it may be fetched. Start the server again in some"
                  + " minutes; a login or another registry lifts the limit.",
              "toomanyrequests",
              "too many requests",
              "rate limit",
              "rate exceeded"),
          pull(
              "Its registry has none of this Foundry version. Is the version right?",
              "not found",
              "manifest unknown"),
          pull(
              "Its registry refused it. The operator must look at the login at the registry.",
              "denied",
              "unauthorized",
              "forbidden",
              ": 401",
              ": 403",
              "authorization failed",
              "no basic auth credentials"),
          pull(
              "Its registry could not be reached, or did not answer in time. Start the server"
                  + " again in some minutes.",
              ""));

  /**
   * What ECS itself writes where somebody might have written. Single words of it are no sign: a
   * person who stops a task may speak of maintenance, too.
   */
  private static final Pattern LOST_MACHINE =
      Pattern.compile(
          "host ec2 \\(instance [^)]+\\) (stopped|terminated|stopped ?/ ?terminated)\\.?"
              + "|ecs is performing maintenance on the underlying infrastructure"
              + "( hosting (the|this|your) task)?\\.?",
          Pattern.CASE_INSENSITIVE);

  /**
   * SIGKILL: of the kernel that has no memory left, or of Fargate when the time to stop is over.
   */
  private static final int KILLED = 137;

  /** What prepare.sh ends with, where that says more than that it failed. */
  private static final Map<Integer, String> PREPARATION =
      Map.of(
          KILLED,
          "It was killed, most likely for memory. If it happens again, choose a larger size.");

  private static final String EXITED = "EssentialContainerExited";
  private static final String BY_A_PERSON = "UserInitiated";

  private TaskFailureClassifier() {}

  private record Known(StopCause cause, List<String> signs) {
    Known(StopCauseKind kind, String sentence, String... signs) {
      this(new StopCause(kind, sentence), List.of(signs));
    }

    boolean matches(String code, String reason) {
      return signs.stream().anyMatch(sign -> sign.equals(code) || reason.contains(sign));
    }
  }

  private static Known pull(String why, String... signs) {
    return new Known(
        StopCauseKind.IMAGE_PULL, "The server's image could not be fetched. " + why, signs);
  }

  /** Why a task ended, in a sentence that its user understands, with what to do next. */
  public static StopCause of(TaskEnd end) {
    return end.code().equals(BY_A_PERSON) ? byAPerson(end) : byItself(end);
  }

  /**
   * The exit code of a task that ended. ECS may leave it out of a task that it describes late; then
   * it must do that the task ran, and that its own end is what ended it.
   */
  public static OptionalInt exitCode(
      OptionalInt exitCode, Optional<Instant> startedAt, Optional<String> stopCode) {
    boolean finished = startedAt.isPresent() && stopCode.map(EXITED::equals).orElse(true);
    return exitCode.isEmpty() && finished ? OptionalInt.of(0) : exitCode;
  }

  private static StopCause byAPerson(TaskEnd end) {
    String words = end.stoppedReason().orElse("").strip();
    return LOST_MACHINE.matcher(words).matches()
        ? first(KNOWN, "InfrastructureHealth", "").orElseThrow()
        : stoppedOutside(end.stoppedReason());
  }

  private static StopCause byItself(TaskEnd end) {
    String reason = end.reason().orElse("").toLowerCase(Locale.ROOT);
    List<Known> causes = reason.contains(PULL) ? PULLS : KNOWN;
    return first(causes, end.code(), reason)
        .or(() -> unprepared(end.prepareExitCode()))
        .orElseGet(() -> unknown(end));
  }

  private static Optional<StopCause> first(List<Known> causes, String code, String reason) {
    return causes.stream()
        .filter(known -> known.matches(code, reason))
        .findFirst()
        .map(Known::cause);
  }

  private static Optional<StopCause> unprepared(OptionalInt exitCode) {
    return exitCode.orElse(0) == 0
        ? Optional.empty()
        : Optional.of(
            new StopCause(
                StopCauseKind.START_FAILED,
                "The server's files could not be prepared (container prepare, exit code %d). %s"
                    .formatted(
                        exitCode.getAsInt(),
                        PREPARATION.getOrDefault(
                            exitCode.getAsInt(),
                            "The operator finds the reason in the log of that container."))));
  }

  private static StopCause unknown(TaskEnd end) {
    return switch (end.code()) {
      case "ServiceSchedulerInitiated" -> stoppedOutside(end.reason());
      case "TaskFailedToStart" ->
          said(StopCauseKind.START_FAILED, "AWS could not start it", end.reason());
      default -> exited(end);
    };
  }

  private static StopCause exited(TaskEnd end) {
    OptionalInt exitCode = end.exitCode();
    boolean exited = end.code().equals(EXITED) || exitCode.isPresent();
    StopCauseKind kind = exited ? StopCauseKind.EXITED : StopCauseKind.UNEXPECTED;
    if (exitCode.orElse(0) == KILLED) {
      return new StopCause(
          kind,
          "The server was killed (exit code 137), most likely for memory. If it happens again,"
              + " choose a larger size.");
    }
    String exit = exitCode.isPresent() ? " with exit code " + exitCode.getAsInt() : "";
    return said(kind, "The server ended by itself" + exit, end.reason());
  }

  private static StopCause stoppedOutside(Optional<String> words) {
    return said(StopCauseKind.STOPPED_OUTSIDE, "Somebody stopped the server's task in AWS", words);
  }

  private static StopCause said(StopCauseKind kind, String what, Optional<String> reason) {
    String words = reason.map(text -> ": " + text.replaceAll("[.\\s]+$", "")).orElse("");
    return new StopCause(kind, what + words + ".");
  }
}
