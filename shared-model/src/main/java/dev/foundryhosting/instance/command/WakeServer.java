/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.JoinCode;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.JoinAttempts;
import dev.foundryhosting.instance.port.JoinAttempts.Recent;
import dev.foundryhosting.instance.port.TableRecords;
import dev.foundryhosting.platform.OptimisticRetry;
import java.time.Clock;
import java.util.Optional;

/**
 * Starts a server for a player who knows its join code, by the same rules as for its user. Wrong
 * codes are counted; right ones are not, so that all players of a table can come at once.
 */
public final class WakeServer {
  private final TableRecords records;
  private final JoinAttempts attempts;
  private final StartInstance start;
  private final Clock clock;

  public WakeServer(TableRecords records, JoinAttempts attempts, StartInstance start, Clock clock) {
    this.records = records;
    this.attempts = attempts;
    this.start = start;
    this.clock = clock;
  }

  /**
   * @param typed as the player gave it
   * @param address of the player, as far as that is known
   * @return the server while it starts
   * @throws PlatformException {@code PERMISSION_DENIED} when no server has that name and that code;
   *     {@code RATE_LIMITED} after too many of these; whatever {@link StartInstance#start} throws
   */
  public Instance wake(
      Subdomain name, String typed, Optional<ClientAddress> address, Deadline deadline) {
    Recent recent = attempts.recent(name, address);
    requireUnlimited(recent);
    Instance instance =
        JoinCode.parse(typed).flatMap(code -> owning(name, code)).orElseThrow(() -> denied(recent));
    return start.start(instance.userId(), deadline);
  }

  private Optional<Instance> owning(Subdomain name, JoinCode code) {
    return records
        .find(name)
        .map(TableRecords.Found::instance)
        .filter(
            instance -> instance.access().joinCode().filter(hash -> hash.isOf(code)).isPresent());
  }

  /** Counts the attempt, unless others reached the limit meanwhile. */
  private PlatformException denied(Recent read) {
    Recent[] latest = {read};
    return OptimisticRetry.of(
        "count of wrong codes",
        () -> {
          requireUnlimited(latest[0]);
          if (attempts.count(latest[0].plus(clock.instant()))) {
            return Optional.of(
                new PlatformException(
                    ErrorCode.PERMISSION_DENIED, "There is no table of that name with that code."));
          }
          latest[0] = attempts.recent(read.name(), read.address());
          return Optional.empty();
        });
  }

  private void requireUnlimited(Recent recent) {
    if (recent.limited(clock.instant())) {
      throw new PlatformException(
          ErrorCode.RATE_LIMITED, "Too many wrong codes were tried. Try again in ten minutes.");
    }
  }
}
