/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** The fields of the actions on a server. */
public sealed interface InstanceRequest {
  /**
   * @param username becomes the subdomain
   * @param foundryUsername of the account at foundryvtt.com, with its password, for {@code byol}
   * @param licenseKey for {@code byol}, instead of an account or beside it
   * @param foundryVersion the platform's default, if absent
   * @param shareLicense whether the licence is lent to the pool; not, if absent
   * @param size of the machine; small, if absent
   */
  record Create(
      @Wire.Unchecked String username,
      LicenseType licenseType,
      @Wire.Unchecked Optional<String> foundryUsername,
      @Wire.Unchecked Optional<String> foundryPassword,
      @Wire.Unchecked Optional<String> licenseKey,
      Optional<FoundryVersion> foundryVersion,
      Optional<Boolean> shareLicense,
      Optional<ServerSize> size)
      implements InstanceRequest {}

  /** Whether the licence stays in the pool; not, if absent. */
  record Destroy(Optional<Boolean> keepLicenseSharing) implements InstanceRequest {}

  /**
   * What the next start runs.
   *
   * @param guarded whether it is taken back when the server does not work with it; not, if absent
   */
  record UpdateVersion(FoundryVersion foundryVersion, Optional<Boolean> guarded)
      implements InstanceRequest {}

  /** How long the server is kept although it is empty. */
  record KeepAlive(@Wire.Range(min = 1, max = 240) int minutes) implements InstanceRequest {}

  /**
   * What is absent stays as it is.
   *
   * @param idleMinutes how long without players until the server is stopped
   * @param neverJoinedMinutes the same when no player ever came
   * @param maxHours how long a server runs on demand whose players cannot be counted
   * @param size of the machine, from the next start on
   * @param world the folder of the world that starts open; an empty text, or null, for the one that
   *     was open last
   * @param saveAfterRuns whether a save point is taken after each run that players joined
   * @param storageLimitGb how much files and save points may take; {@code 0} for no limit
   * @param spendingCap what the user's servers may cost a month, as a decimal number in the
   *     platform's currency; {@link #NO_CAP} takes the user's own cap away
   */
  record UpdateSettings(
      @Wire.Range(min = 10, max = 120) Optional<Integer> idleMinutes,
      @Wire.Range(min = 10, max = 120) Optional<Integer> neverJoinedMinutes,
      @Wire.Range(min = 1, max = 24) Optional<Integer> maxHours,
      Optional<ServerSize> size,
      @Wire.Unchecked @Wire.NullMeans("") Optional<String> world,
      Optional<Boolean> saveAfterRuns,
      @Wire.Range(min = 0, max = 1000) Optional<Integer> storageLimitGb,
      @Wire.NullMeans(NO_CAP) Optional<String> spendingCap)
      implements InstanceRequest {
    public static final String NO_CAP = "none";

    /** Another size, and all else as it is. */
    public static UpdateSettings size(ServerSize chosen) {
      return only(Optional.of(chosen), Optional.empty());
    }

    /** Another world, and all else as it is. */
    public static UpdateSettings world(String folder) {
      return only(Optional.empty(), Optional.of(folder));
    }

    private static UpdateSettings only(Optional<ServerSize> size, Optional<String> world) {
      return new UpdateSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          size,
          world,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** The user reads the reason. */
  record ForceShutdown(UserId targetUserId, String reason) implements InstanceRequest {}
}
