/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.instance.command.ClaimCredentials;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.command.ManageSharing;
import jakarta.inject.Singleton;
import java.util.List;

/** The actions on licences and their lending. */
@Singleton
class LicenseActions implements ActionGroup {
  private final ManageSharing sharing;
  private final ClaimCredentials claimCredentials;
  private final LicenseAnswers answers;

  LicenseActions(ManageSharing sharing, ClaimCredentials claimCredentials, LicenseAnswers answers) {
    this.sharing = sharing;
    this.claimCredentials = claimCredentials;
    this.answers = answers;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(
            Action.SET_LICENSE_SHARING,
            (r, deadline) -> {
              Operation operation = r.fields().share() ? Operation.SHARE : Operation.UNSHARE;
              return answers.ofOwner(sharing.manage(r.user(), operation, deadline));
            }),
        on(
            Action.MANAGE_LICENSE_STATE,
            (r, deadline) -> answers.ofOwner(manage(r.user(), r.fields().operation(), deadline))),
        on(
            Action.LICENSE_POOL_STATUS,
            (r, deadline) -> answers.pool(r.user(), r.caller().byAdministrator())));
  }

  private License manage(UserId user, LicenseRequest.Operation operation, Deadline deadline) {
    return switch (operation) {
      case SCHEDULE_STOP_AFTER_SESSIONS -> sharing.manage(user, Operation.SCHEDULE_STOP, deadline);
      case CANCEL_SCHEDULED_STOP -> sharing.manage(user, Operation.CANCEL_STOP, deadline);
      case IMMEDIATE_STOP -> sharing.manage(user, Operation.WITHDRAW, deadline);
      case REACTIVATE_SHARING -> sharing.manage(user, Operation.REACTIVATE, deadline);
      case CLEANUP_ORPHANED -> {
        claimCredentials.ofOwner(user);
        yield sharing.cleanUp(user);
      }
    };
  }
}
