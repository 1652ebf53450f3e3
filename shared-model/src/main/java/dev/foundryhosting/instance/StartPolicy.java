package dev.foundryhosting.instance;

import dev.foundryhosting.error.ErrorCode;

/** Whether a server may be started on demand; a pure function. */
final class StartPolicy {
  private StartPolicy() {}

  sealed interface Decision {
    record Allowed() implements Decision {}

    record AlreadyRunning() implements Decision {}

    record Refused(ErrorCode code, String why, boolean passes) implements Decision {}
  }

  static Decision decide(Instance instance) {
    return switch (instance.status()) {
      case CREATING ->
          new Decision.Refused(ErrorCode.INVALID_STATE, "The server is still being created.", true);
      case STARTING, RUNNING -> new Decision.AlreadyRunning();
      case STOPPING ->
          new Decision.Refused(
              ErrorCode.INVALID_STATE,
              "The server is stopping. Start it when it has stopped.",
              true);
      case DESTROYING ->
          new Decision.Refused(ErrorCode.INVALID_STATE, "The server is being destroyed.", false);
      case CREATED, STOPPED, FAILED ->
          switch (instance.profile().licenseType()) {
            case BYOL -> new Decision.Allowed();
            case POOLED ->
                new Decision.Refused(
                    ErrorCode.LICENSE_UNAVAILABLE,
                    "Without an own licence, servers run in scheduled sessions only.",
                    false);
          };
    };
  }
}
