/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What ECS says of the end of a task, in the domain's words. "Stopped tasks error codes" and
 * "Viewing stopped task errors" in the ECS developer guide list it: a stop code, and words that
 * begin with the name of an error or are one of a few sentences.
 */
public final class TaskFailureClassifier {
  /** Codes are spelled as ECS does, words of the reason in lower case. */
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
              StopCauseKind.IMAGE_PULL,
              "The image of this Foundry version could not be fetched. Is the version right?",
              "cannotpull"),
          new Known(
              StopCauseKind.INITIALIZATION,
              "The server could not reach its files, its secrets or its network while it started.",
              "resourceinitialization",
              "cannotcreatevolume",
              "network interface",
              "ephemeralstorage",
              "ephemeral storage"),
          new Known(
              StopCauseKind.START_FAILED,
              "AWS could not start the server's container. That usually passes.",
              "cannotstartcontainer",
              "cannotcreatecontainer",
              "cannotinspectcontainer",
              "containerruntime",
              "dockertimeout",
              "internalerror",
              "capacity is unavailable"),
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

  private static final String EXITED = "EssentialContainerExited";

  private TaskFailureClassifier() {}

  private record Known(StopCause cause, List<String> signs) {
    Known(StopCauseKind kind, String sentence, String... signs) {
      this(new StopCause(kind, sentence), List.of(signs));
    }

    boolean matches(String code, String reason) {
      return signs.stream().anyMatch(sign -> sign.equals(code) || reason.contains(sign));
    }
  }

  /**
   * Why a task ended, in a sentence that its user understands.
   *
   * @param exitCode of the container that does its work
   */
  public static StopCause of(
      Optional<String> stopCode, Optional<String> stoppedReason, OptionalInt exitCode) {
    String code = stopCode.orElse("");
    String reason = stoppedReason.orElse("").toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(known -> known.matches(code, reason))
        .findFirst()
        .map(Known::cause)
        .orElseGet(() -> unknown(code, stoppedReason, exitCode));
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

  private static StopCause unknown(String code, Optional<String> reason, OptionalInt exitCode) {
    return switch (code) {
      case "UserInitiated", "ServiceSchedulerInitiated" ->
          said(StopCauseKind.STOPPED_OUTSIDE, "Somebody stopped the server's task in AWS", reason);
      case "TaskFailedToStart" ->
          said(StopCauseKind.START_FAILED, "AWS could not start it", reason);
      default -> {
        boolean exited = code.equals(EXITED) || exitCode.isPresent();
        String exit = exitCode.isPresent() ? " with exit code " + exitCode.getAsInt() : "";
        yield said(
            exited ? StopCauseKind.EXITED : StopCauseKind.UNEXPECTED,
            "The server ended by itself" + exit,
            reason);
      }
    };
  }

  private static StopCause said(StopCauseKind kind, String what, Optional<String> reason) {
    String words = reason.map(text -> ": " + text.replaceAll("[.\\s]+$", "")).orElse("");
    return new StopCause(kind, what + words + ".");
  }
}
