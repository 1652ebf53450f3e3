/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateSettings.CapChange;
import dev.foundryhosting.usage.MoneyText;
import dev.foundryhosting.usage.SpendingCaps;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The settings of a server: how long it is left running, its size, its world, and its cost. */
@Singleton
class SettingsActions implements ActionGroup {
  private final UpdateSettings update;
  private final SpendingCaps caps;
  private final InstanceAnswers answers;

  SettingsActions(UpdateSettings update, SpendingCaps caps, InstanceAnswers answers) {
    this.update = update;
    this.caps = caps;
    this.answers = answers;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(ActionHandler.on(Action.UPDATE_SETTINGS, (r, deadline) -> update(r)));
  }

  private InstanceAnswer update(
      ActionRequest<InstanceRequest.UpdateSettings, InstanceAnswer> request) {
    InstanceRequest.UpdateSettings fields = request.fields();
    UpdateSettings.Change change =
        new UpdateSettings.Change(
            fields.idleMinutes().map(Duration::ofMinutes),
            fields.neverJoinedMinutes().map(Duration::ofMinutes),
            fields.maxHours().map(Duration::ofHours),
            fields.size(),
            fields.world(),
            fields.saveAfterRuns(),
            fields.storageLimitGb(),
            fields.spendingCap().map(this::capChange).orElseGet(CapChange.Keep::new));
    boolean limits = fields.spendingCap().isPresent() || fields.storageLimitGb().isPresent();
    if (limits && !request.caller().byAdministrator()) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED,
          "Only administrators may change a spending cap or a storage limit.");
    }
    return answers.of(update.update(request.user(), change));
  }

  private CapChange capChange(String cap) {
    return cap.equals(InstanceRequest.UpdateSettings.NO_CAP)
        ? new CapChange.Remove()
        : new CapChange.Set(MoneyText.amount("spendingCap", cap, caps.prices().currency()));
  }
}
