package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import java.time.Instant;
import java.util.Optional;

/** Why a server never came up, in a sentence that its user understands. */
final class StopCauses {
  private StopCauses() {}

  /** Of a start that took too long. */
  static StopCause tooSlow(Run run, Optional<String> lastError) {
    String why =
        switch (run.taskState().orElse(null)) {
          case null -> "AWS started no task for it.";
          case PREPARING -> "AWS was still preparing the task.";
          case RUNNING ->
              "The container ran, but Foundry never answered. It waits like this when the download,"
                  + " the login or the licence fails; the server's log says which.";
          case ENDING, STOPPED -> "The task was ending.";
        };
    return new StopCause(
        StopCauseKind.NOT_READY,
        "The server was not ready within 10 minutes. "
            + why
            + lastError.map(error -> " " + error).orElse(""));
  }

  /** Of a creation whose maker died before it stored the credentials. */
  static StopCause interrupted(Instant since) {
    return new StopCause(
        StopCauseKind.CREATION_INTERRUPTED,
        "The creation that began at "
            + since
            + " was interrupted before the credentials were stored. Everything is removed again;"
            + " please create the server anew.");
  }
}
