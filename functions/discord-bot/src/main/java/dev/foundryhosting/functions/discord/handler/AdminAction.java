package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.platform.UserId;
import java.util.Arrays;
import java.util.Optional;

/** What an administrator does in an emergency, once it is confirmed. */
enum AdminAction {
  FORCE_STOP("force-stop", "admin-force-shutdown"),
  CANCEL_SESSION("cancel-session", "admin-cancel-session"),
  CANCEL_ALL("cancel-all", "admin-cancel-all-sessions"),
  MAINTENANCE_ON("maintenance-on", "admin-system-maintenance"),
  MAINTENANCE_OFF("maintenance-off", "admin-system-maintenance"),
  RESET("reset", "admin-maintenance-reset");

  private final String code;
  private final String action;

  AdminAction(String code, String action) {
    this.code = code;
    this.action = action;
  }

  /** How it is spelled in a custom id and in the keys of texts. */
  String code() {
    return code;
  }

  static Optional<AdminAction> named(String code) {
    return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
  }

  /**
   * The platform's request for it.
   *
   * @param target whom or what it is about; "-" for everything
   */
  ManagementRequest request(UserId administrator, String target, String reason) {
    ManagementRequest request = ManagementRequest.byAdministrator(action, administrator);
    return switch (this) {
      case FORCE_STOP -> request.with("targetUserId", target).with("reason", reason);
      case CANCEL_SESSION -> request.with("sessionId", target).with("reason", reason);
      case MAINTENANCE_ON -> request.with("enabled", true).with("reason", reason);
      case MAINTENANCE_OFF -> request.with("enabled", false).withIfAny("reason", reason);
      case CANCEL_ALL, RESET -> request.withIfAny("reason", reason);
    };
  }
}
