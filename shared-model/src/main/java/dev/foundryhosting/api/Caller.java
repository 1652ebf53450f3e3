/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/**
 * Who asks, and whom it concerns: the fields that all requests have.
 *
 * @param userId the user that it concerns; may be absent for an action on the platform
 * @param actor who asks; the user, if absent
 */
public record Caller(Optional<UserId> userId, Optional<Actor> actor) {
  /**
   * Who asks.
   *
   * @param admin whether as an administrator; not, if absent
   */
  public record Actor(UserId userId, Optional<Boolean> admin) {}

  /** A user who asks on the own behalf. */
  public static Caller user(UserId user) {
    return new Caller(Optional.of(user), Optional.of(new Actor(user, Optional.of(false))));
  }

  /** An administrator who asks about the platform. */
  public static Caller administrator(UserId administrator) {
    return administrator(administrator, administrator);
  }

  /** An administrator who asks about a user. */
  public static Caller administrator(UserId administrator, UserId user) {
    return new Caller(Optional.of(user), Optional.of(new Actor(administrator, Optional.of(true))));
  }

  /** The one who asks. */
  public UserId asking() {
    return actor.map(Actor::userId).or(() -> userId).orElseThrow();
  }

  public boolean byAdministrator() {
    return actor.flatMap(Actor::admin).orElse(false);
  }

  /** Whether another one asks than the user. */
  public boolean onBehalf() {
    return !userId.equals(Optional.of(asking()));
  }
}
