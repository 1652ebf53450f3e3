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
 * @param requestedAt when it was asked for, or its stage began
 * @param starts whether the platform is to start the server by itself
 * @param why it is taken back, a sentence
 */
public record GuardedUpdate(
    Target to,
    Target from,
    SavePointId savePoint,
    Instant requestedAt,
    Stage stage,
    boolean starts,
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
    RETURNING,
    /**
     * All is as before. It stays on the record until the next start, so that its user reads why.
     */
    RETURNED
  }

  /** One that is asked for now. */
  public static GuardedUpdate requested(
      Target to, Target from, SavePointId savePoint, Instant now) {
    return new GuardedUpdate(to, from, savePoint, now, Stage.SAVING, false, Optional.empty());
  }

  /** The same update when its save point is taken. */
  public GuardedUpdate trying(Instant now) {
    return new GuardedUpdate(to, from, savePoint, now, Stage.TRYING, true, why);
  }

  /** The same update when it did not work. */
  public GuardedUpdate returning(String reason, Instant now) {
    Optional<String> failed = Optional.of(reason);
    return new GuardedUpdate(to, from, savePoint, now, Stage.RETURNING, false, failed);
  }

  /** The same update when all is as before. */
  public GuardedUpdate returned(Instant now) {
    return new GuardedUpdate(to, from, savePoint, now, Stage.RETURNED, true, why);
  }

  /** The same update when its server is started, or is not to be. */
  public GuardedUpdate started() {
    return new GuardedUpdate(to, from, savePoint, requestedAt, stage, false, why);
  }

  /** Whether something of it is left to do; else only its outcome is left. */
  public boolean open(Instant now) {
    return stage != Stage.RETURNED || starts(now);
  }

  /** A sentence for its user on what came of it; empty while nothing did. */
  public Optional<String> outcome() {
    return why.map(
        reason ->
            stage == Stage.RETURNED
                ? "The update to Foundry %s was taken back. %s".formatted(text(to), reason)
                : "Foundry %s does not work here, what was before is brought back. %s"
                    .formatted(text(to), reason));
  }

  private static String text(Target target) {
    return target.build().map(Build::toString).orElseGet(() -> target.version().value());
  }

  /** Whether the platform still starts the server by itself. */
  public boolean starts(Instant now) {
    return starts && now.isBefore(requestedAt.plus(STARTS_WITHIN));
  }
}
