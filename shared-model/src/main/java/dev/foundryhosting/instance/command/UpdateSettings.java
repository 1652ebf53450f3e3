/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.FileSettings;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.WorldChoice;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Changes how a server is left running, what it may cost, its size, its world and its files. */
public final class UpdateSettings {
  private final Instances instances;
  private final Clock clock;

  public UpdateSettings(Instances instances, Clock clock) {
    this.instances = instances;
    this.clock = clock;
  }

  /**
   * New values of {@link ShutdownSettings}, the size and the world; what is empty stays as it is.
   *
   * @param size of the next start
   * @param saveAfterRuns whether a save point is taken after each run that players joined
   * @param storageLimitGb how much files and save points may take; 0 for no limit
   * @param world the folder of the world that starts open; empty text for the one that was open
   *     last
   */
  public record Change(
      Optional<Duration> idle,
      Optional<Duration> neverJoined,
      Optional<Duration> onDemand,
      Optional<ServerSize> size,
      Optional<String> world,
      Optional<Boolean> saveAfterRuns,
      Optional<Integer> storageLimitGb,
      CapChange cap) {
    /** A name that is none is refused before any record is read. */
    public Change {
      var unused = named(world);
    }

    private ShutdownSettings on(ShutdownSettings settings) {
      return new ShutdownSettings(
          idle.orElse(settings.idle()),
          neverJoined.orElse(settings.neverJoined()),
          onDemand.orElse(settings.onDemand()),
          cap.on(settings.spendingCap()));
    }

    private WorldChoice on(WorldChoice choice) {
      return world.isPresent() ? choice.choosing(named(world)) : choice;
    }

    private FileSettings on(FileSettings files) {
      OptionalInt limit =
          storageLimitGb
              .map(gb -> gb == 0 ? OptionalInt.empty() : OptionalInt.of(gb))
              .orElse(files.storageLimitGb());
      return new FileSettings(saveAfterRuns.orElse(files.saveAfterRuns()), limit);
    }

    private static Optional<WorldName> named(Optional<String> world) {
      return world.filter(name -> !name.isEmpty()).map(WorldName::new);
    }
  }

  /** What becomes of a user's own spending cap. */
  public sealed interface CapChange {
    record Keep() implements CapChange {}

    record Set(Money cap) implements CapChange {}

    /** The cap of all users holds for the user, too. */
    record Remove() implements CapChange {}

    private Optional<Money> on(Optional<Money> current) {
      return switch (this) {
        case Keep() -> current;
        case Set(Money cap) -> Optional.of(cap);
        case Remove() -> Optional.empty();
      };
    }
  }

  /**
   * Writes the settings, which hold from the next look at the server on, and its size from the next
   * start on.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}; {@code INVALID_STATE} while it is
   *     destroyed; {@code VALIDATION_ERROR} for a value outside of its limits
   */
  public Instance update(UserId user, Change change) {
    return instances.update(
        instances.require(user),
        instance -> {
          if (instance.status() == Status.DESTROYING) {
            throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
          }
          Instant now = clock.instant();
          Instance changed = instance.withSettings(change.on(instance.settings()), now);
          Instance sized =
              change.size().map(changed.sizing()::choose).map(changed::with).orElse(changed);
          Instance kept = sized.withFiles(change.on(instance.files()), now);
          Instance chosen = kept.with(change.on(instance.world()));
          return chosen.movedSince(instance) ? chosen : instance;
        });
  }
}
