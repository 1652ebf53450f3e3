package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateSettings.CapChange;
import dev.foundryhosting.usage.MoneyText;
import dev.foundryhosting.usage.SpendingCaps;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** The settings of a server: how long it is left running, and what it may cost. */
@Singleton
class SettingsActions {
  private static final String CAP = "spendingCap";
  private static final String NO_CAP = "none";

  private final UpdateSettings update;
  private final SpendingCaps caps;
  private final InstanceViews views;

  SettingsActions(UpdateSettings update, SpendingCaps caps, InstanceViews views) {
    this.update = update;
    this.caps = caps;
    this.views = views;
  }

  Map<String, Action> catalogue() {
    return Map.of("update-settings", Action.ofUser((r, deadline) -> update(r)));
  }

  private ObjectNode update(ActionRequest request) {
    Fields fields = request.fields();
    return views.of(
        update.update(
            request.user(),
            new UpdateSettings.Change(
                duration(fields, "idleMinutes", 10, 120, Duration::ofMinutes),
                duration(fields, "neverJoinedMinutes", 10, 120, Duration::ofMinutes),
                duration(fields, "maxHours", 1, 24, Duration::ofHours),
                cap(request))));
  }

  private static Optional<Duration> duration(
      Fields fields, String name, int min, int max, IntFunction<Duration> unit) {
    OptionalInt number = fields.findNumber(name, min, max);
    return number.isPresent() ? Optional.of(unit.apply(number.getAsInt())) : Optional.empty();
  }

  private CapChange cap(ActionRequest request) {
    Fields fields = request.fields();
    boolean removed = fields.isNull(CAP);
    Optional<String> text = removed ? Optional.of(NO_CAP) : fields.findText(CAP);
    if (text.isEmpty()) {
      return new CapChange.Keep();
    }
    CapChange change =
        text.get().equals(NO_CAP)
            ? new CapChange.Remove()
            : new CapChange.Set(MoneyText.amount(CAP, text.get(), caps.prices().currency()));
    if (!request.byAdmin()) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only administrators may change a spending cap.");
    }
    return change;
  }
}
