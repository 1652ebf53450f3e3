/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.release.Build;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An update of Foundry that is taken back when the server does not work with it
 * (docs/decisions/ADR-025.md).
 *
 * @param savePoint of the files as they were before
 * @param why it is taken back, a sentence; only while that is under way
 */
public record GuardedUpdate(
    Target to,
    Target from,
    SavePointId savePoint,
    Instant requestedAt,
    Stage stage,
    Optional<String> why) {
  /** The new version must have an open world within this time from the request of its first run. */
  public static final Duration GATE = Duration.ofMinutes(15);

  /** The platform starts the server by itself until so long after a stage began. */
  public static final Duration STARTS_WITHIN = Duration.ofMinutes(30);

  /** A version, and the build of it, once one is cached. */
  public record Target(FoundryVersion version, Optional<Build> build) {}

  /** How far it is. */
  public enum Stage {
    /** The save point is taken. */
    SAVING,
    /** The next run shows whether the new version works. */
    TRYING,
    /** It did not work: what was before is brought back. */
    RETURNING
  }

  /** The same update when its save point is taken. */
  public GuardedUpdate trying(Instant now) {
    return new GuardedUpdate(to, from, savePoint, now, Stage.TRYING, why);
  }

  /** The same update when it did not work. */
  public GuardedUpdate returning(String reason, Instant now) {
    return new GuardedUpdate(to, from, savePoint, now, Stage.RETURNING, Optional.of(reason));
  }

  /** Whether the platform still starts the server by itself. */
  public boolean starts(Instant now) {
    return stage == Stage.TRYING && now.isBefore(requestedAt.plus(STARTS_WITHIN));
  }
}
