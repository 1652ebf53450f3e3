/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The users' secrets in memory, as strict as Secrets Manager: a secret that is scheduled for
 * deletion can be neither read nor written nor made anew, until it is restored or its time is over.
 * A secret that is made anew has another ARN than the one before.
 */
public final class InMemoryUserSecrets implements UserSecrets {
  private static final Duration RECOVERY_WINDOW = Duration.ofDays(7);

  private final Map<UserId, Held> secrets = new HashMap<>();
  private final Clock clock;
  private int created;

  public InMemoryUserSecrets(Clock clock) {
    this.clock = clock;
  }

  /**
   * A secret as it lies there.
   *
   * @param deletedAt when its deletion was asked for; it can be restored for seven days
   */
  public record Held(String arn, UserSecret secret, Optional<Instant> deletedAt) {}

  @Override
  public synchronized Optional<Stored> find(UserId user) {
    return held(user)
        .filter(held -> held.deletedAt().isEmpty())
        .map(held -> new Stored(held.arn(), held.secret()));
  }

  @Override
  public synchronized Optional<Stored> recover(UserId user) {
    held(user)
        .ifPresent(
            held -> secrets.put(user, new Held(held.arn(), held.secret(), Optional.empty())));
    return find(user);
  }

  @Override
  public synchronized String create(UserId user, UserSecret secret) {
    if (held(user).isPresent()) {
      throw PlatformException.notNow(ErrorCode.CONFLICT, "The user's secret exists already.");
    }
    // Secrets Manager ends every ARN with six characters of its own.
    String arn =
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:foundry-hosting/%s-%06d"
            .formatted(user, ++created);
    secrets.put(user, new Held(arn, secret, Optional.empty()));
    return arn;
  }

  @Override
  public synchronized void replace(String secretArn, UserSecret secret) {
    Map.Entry<UserId, Held> entry =
        secrets.entrySet().stream()
            .filter(e -> e.getValue().arn().equals(secretArn))
            .filter(e -> find(e.getKey()).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    PlatformException.dependency(
                        "Could not replace the secret: there is none to replace.", false));
    secrets.put(entry.getKey(), new Held(secretArn, secret, Optional.empty()));
  }

  @Override
  public synchronized void remove(UserId user, boolean recoverable) {
    Optional<Held> held = held(user);
    if (!recoverable) {
      secrets.remove(user);
    } else if (held.isPresent() && held.get().deletedAt().isEmpty()) {
      secrets.put(
          user, new Held(held.get().arn(), held.get().secret(), Optional.of(clock.instant())));
    }
  }

  // For tests to look inside.

  /** The user's secret, also one that is scheduled for deletion. */
  public synchronized Optional<Held> held(UserId user) {
    // Deletion takes its time, but nothing can be restored after the window.
    secrets
        .values()
        .removeIf(
            held ->
                held.deletedAt()
                    .filter(at -> !clock.instant().isBefore(at.plus(RECOVERY_WINDOW)))
                    .isPresent());
    return Optional.ofNullable(secrets.get(user));
  }

  /** Whether the user's secret is scheduled for deletion. */
  public synchronized boolean scheduledForDeletion(UserId user) {
    return held(user).flatMap(Held::deletedAt).isPresent();
  }

  /** Every secret by user, those that are scheduled for deletion too. */
  public synchronized Map<UserId, Held> all() {
    return Map.copyOf(secrets);
  }
}
