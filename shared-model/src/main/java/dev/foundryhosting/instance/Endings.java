package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Why a server ended or never came up, in a sentence that its user understands. */
final class Endings {
  private Endings() {}

  /** Of a task that ended although nobody asked it to. */
  static String unexpected(TaskObservation task) {
    String reason = task.stoppedReason().orElse("").toLowerCase(Locale.ROOT);
    if (reason.contains("cannotpull")) {
      return "The image of this Foundry version could not be fetched. Is the version right?";
    }
    if (reason.contains("outofmemory") || reason.contains("out of memory")) {
      return "The server ran out of memory.";
    }
    if (reason.contains("resourceinitialization")) {
      return "The server could not reach its files or its secrets while it started.";
    }
    if (task.stopCode().filter("SpotInterruption"::equals).isPresent()) {
      return "AWS took the machine back that the server ran on.";
    }
    String exit =
        task.exitCode().isPresent() ? " with exit code " + task.exitCode().getAsInt() : "";
    return "The server ended by itself"
        + exit
        + task.stoppedReason().map(text -> ": " + text.replaceAll("[.\\s]+$", "")).orElse("")
        + ".";
  }

  /** Of a start that took too long. */
  static String tooSlow(Run run, Optional<String> lastError) {
    String why =
        switch (run.taskState().orElse(null)) {
          case null -> "AWS started no task for it.";
          case PREPARING -> "AWS was still preparing the task.";
          case RUNNING ->
              "The container ran, but Foundry never answered. It waits like this when the download,"
                  + " the login or the licence fails; the server's log says which.";
          case ENDING, STOPPED -> "The task was ending.";
        };
    return "The server was not ready within 10 minutes. "
        + why
        + lastError.map(error -> " " + error).orElse("");
  }

  /** Of a creation whose maker died before it stored the credentials. */
  static String interrupted(Instant since) {
    return "The creation that began at "
        + since
        + " was interrupted before the credentials were stored. Everything is removed again;"
        + " please create the server anew.";
  }
}
