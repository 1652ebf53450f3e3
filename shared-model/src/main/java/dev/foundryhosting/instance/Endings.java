package dev.foundryhosting.instance;

import dev.foundryhosting.event.EndingKind;
import java.time.Instant;
import java.util.Optional;

/** Why a server never came up, in a sentence that its user understands. */
final class Endings {
  private Endings() {}

  /** Of a start that took too long. */
  static Ending tooSlow(Run run, Optional<String> lastError) {
    String why =
        switch (run.taskState().orElse(null)) {
          case null -> "AWS started no task for it.";
          case PREPARING -> "AWS was still preparing the task.";
          case RUNNING ->
              "The container ran, but Foundry never answered. It waits like this when the download,"
                  + " the login or the licence fails; the server's log says which.";
          case ENDING, STOPPED -> "The task was ending.";
        };
    return new Ending(
        EndingKind.NOT_READY,
        "The server was not ready within 10 minutes. "
            + why
            + lastError.map(error -> " " + error).orElse(""));
  }

  /** Of a creation whose maker died before it stored the credentials. */
  static Ending interrupted(Instant since) {
    return new Ending(
        EndingKind.CREATION_INTERRUPTED,
        "The creation that began at "
            + since
            + " was interrupted before the credentials were stored. Everything is removed again;"
            + " please create the server anew.");
  }
}
