/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.api.PlatformRequest;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an administrator does in an emergency, once it is confirmed. */
enum AdminAction {
  FORCE_STOP,
  CANCEL_SESSION,
  CANCEL_ALL,
  MAINTENANCE_ON,
  MAINTENANCE_OFF,
  RESET;

  /** How it is spelled in a custom id and in the keys of texts. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<AdminAction> named(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  /**
   * Has the platform do it.
   *
   * @param target the user or the session that it is about, if any
   */
  void perform(InteractionTask task, String target, Optional<String> reason) {
    var unused =
        switch (this) {
          case FORCE_STOP ->
              task.administer(
                  Action.ADMIN_FORCE_SHUTDOWN,
                  new InstanceRequest.ForceShutdown(new UserId(target), reason.orElse("")));
          case CANCEL_SESSION ->
              task.administer(
                  Action.ADMIN_CANCEL_SESSION,
                  new SessionRequest.CancelByAdministrator(
                      new SessionId(target), reason.orElse("")));
          case CANCEL_ALL ->
              task.administer(
                  Action.ADMIN_CANCEL_ALL_SESSIONS, new SessionRequest.CancelAll(reason));
          case MAINTENANCE_ON, MAINTENANCE_OFF ->
              task.administer(
                  Action.ADMIN_SYSTEM_MAINTENANCE,
                  new PlatformRequest.Maintenance(this == MAINTENANCE_ON, reason));
          case RESET -> task.administer(Action.ADMIN_MAINTENANCE_RESET, NoFields.NONE);
        };
  }
}
