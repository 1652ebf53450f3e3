/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** The exit codes of release.sh and server.sh of a task that had no release to run. */
final class ReleaseExit {
  private static final Set<String> CONTAINERS = Set.of(ServerTask.SERVER, ServerTask.RELEASE);

  private static final Map<Integer, StopCause> CAUSES =
      Map.of(
          61,
          missing(
              "The release cache lost this Foundry version. Start the server again, or ask an"
                  + " administrator to cache it (cache-release)."),
          62,
          missing(
              "The download was not this Foundry version for Linux. Try it again, or choose"
                  + " another version."),
          63,
          missing("foundryvtt.com refused the login of the account. Check its name and password."),
          64,
          new StopCause(
              StopCauseKind.RATE_LIMITED,
              "foundryvtt.com takes no more logins and downloads for now. Try it again in some"
                  + " minutes."),
          65,
          missing(
              "This Foundry version could not be downloaded. Does it exist, and may the account"
                  + " download it? Try it again, or choose another version."));

  private ReleaseExit() {}

  /** Why a task ended; empty for one that did not end since it had no release. */
  static Optional<StopCause> of(Task task) {
    return task.containers().stream()
        .filter(container -> CONTAINERS.contains(container.name()))
        .map(Container::exitCode)
        .filter(Objects::nonNull)
        .flatMap(code -> Optional.ofNullable(CAUSES.get(code)).stream())
        .findFirst();
  }

  private static StopCause missing(String why) {
    return new StopCause(StopCauseKind.RELEASE_MISSING, why);
  }
}
