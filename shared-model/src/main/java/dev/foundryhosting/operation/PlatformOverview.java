/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.command.GetAllCosts.AllCosts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform at a glance.
 *
 * @param sessions the open ones
 * @param licensesInUse how many licences a run holds
 * @param contributors the largest donations of the month first
 * @param capped how many users have a spending cap
 * @param capReached the users whose cap is reached this month
 * @param maintenance while it lasts
 */
public record PlatformOverview(
    Instant at,
    Map<Status, Integer> servers,
    Running running,
    Map<SessionStatus, Integer> sessions,
    Optional<Session> nextSession,
    Map<SharingState, Integer> licenses,
    int licensesInUse,
    AllCosts month,
    List<Contributor> contributors,
    int capped,
    List<UserId> capReached,
    Optional<MaintenanceOrder> maintenance) {
  /**
   * The running servers.
   *
   * @param players on servers with a readable player count
   * @param seconds of this month that are not booked yet
   */
  public record Running(int players, long seconds, Money cost) {}

  /**
   * A donor.
   *
   * @param name of the last donation, if it is public
   * @param donations in the platform's currency
   */
  public record Contributor(UserId user, Optional<String> name, Money donations) {}
}
