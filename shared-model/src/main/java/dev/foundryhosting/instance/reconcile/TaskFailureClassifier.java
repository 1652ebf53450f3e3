package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import java.util.List;
import java.util.Locale;

/**
 * What ECS says of a task that ended although nobody here asked it to, as "Stopped tasks error
 * codes" and "Viewing stopped task errors" in the ECS developer guide list it: a stop code, and
 * words that begin with the name of an error or are one of a few sentences.
 */
final class TaskFailureClassifier {
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              StopCauseKind.SPOT_INTERRUPTION,
              "AWS took the spare machine back that the server ran on.",
              List.of("SpotInterruption"),
              List.of("spotinterruption", "spot task was interrupted", "spot interruption")),
          new Known(
              StopCauseKind.OUT_OF_MEMORY,
              "The server ran out of memory.",
              List.of(),
              List.of("outofmemory", "out of memory")),
          new Known(
              StopCauseKind.IMAGE_PULL,
              "The image of this Foundry version could not be fetched. Is the version right?",
              List.of(),
              List.of("cannotpull")),
          new Known(
              StopCauseKind.INITIALIZATION,
              "The server could not reach its files, its secrets or its network while it started.",
              List.of(),
              List.of(
                  "resourceinitialization",
                  "cannotcreatevolume",
                  "network interface",
                  "ephemeralstorage",
                  "ephemeral storage")),
          new Known(
              StopCauseKind.START_FAILED,
              "AWS could not start the server's container. That usually passes.",
              List.of(),
              List.of(
                  "cannotstartcontainer",
                  "cannotcreatecontainer",
                  "cannotinspectcontainer",
                  "containerruntime",
                  "dockertimeout",
                  "internalerror",
                  "capacity is unavailable")),
          new Known(
              StopCauseKind.UNREADABLE,
              "The server did not answer its health checks any more.",
              List.of(),
              List.of("health check")),
          new Known(
              StopCauseKind.MACHINE_LOST,
              "AWS retired or lost the machine that the server ran on.",
              List.of("TerminationNotice", "InfrastructureHealth"),
              List.of(
                  "host ec2", "underlying infrastructure", "retire", "performing maintenance")));

  private TaskFailureClassifier() {}

  /**
   * @param codes stop codes that mean it
   * @param words of the reason, in lower case, that mean it
   */
  private record Known(StopCause ending, List<String> codes, List<String> words) {
    Known(StopCauseKind kind, String sentence, List<String> codes, List<String> words) {
      this(new StopCause(kind, sentence), codes, words);
    }

    boolean matches(String code, String reason) {
      return codes.contains(code) || words.stream().anyMatch(reason::contains);
    }
  }

  /** Why a task ended, in a sentence that its user understands. */
  static StopCause of(TaskObservation task) {
    String code = task.stopCode().orElse("");
    String reason = task.stoppedReason().orElse("").toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(known -> known.matches(code, reason))
        .findFirst()
        .map(Known::ending)
        .orElseGet(() -> unknown(code, task));
  }

  private static StopCause unknown(String code, TaskObservation task) {
    return switch (code) {
      case "UserInitiated", "ServiceSchedulerInitiated" ->
          said(StopCauseKind.STOPPED_OUTSIDE, "Somebody stopped the server's task in AWS", task);
      case "TaskFailedToStart" -> said(StopCauseKind.START_FAILED, "AWS could not start it", task);
      case "EssentialContainerExited" -> exited(StopCauseKind.EXITED, task);
      default ->
          exited(
              task.exitCode().isPresent() ? StopCauseKind.EXITED : StopCauseKind.UNEXPECTED, task);
    };
  }

  private static StopCause exited(StopCauseKind kind, TaskObservation task) {
    String exit =
        task.exitCode().isPresent() ? " with exit code " + task.exitCode().getAsInt() : "";
    return said(kind, "The server ended by itself" + exit, task);
  }

  private static StopCause said(StopCauseKind kind, String what, TaskObservation task) {
    String words =
        task.stoppedReason().map(text -> ": " + text.replaceAll("[.\\s]+$", "")).orElse("");
    return new StopCause(kind, what + words + ".");
  }
}
