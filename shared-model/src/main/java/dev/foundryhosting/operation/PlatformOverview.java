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
import java.util.Objects;
import java.util.Optional;

/**
 * The platform at a glance.
 *
 * @param at when it was looked at
 * @param servers how many there are in each status
 * @param running what runs now
 * @param sessions how many are open, in each status
 * @param nextSession the one that starts next
 * @param licenses how many there are in each sharing state
 * @param licensesInUse how many of them a run holds
 * @param month what play cost and what covered it
 * @param contributors who gave most in that month, the largest sum first
 * @param capped how many users have a spending cap
 * @param capReached whose cap is reached this month
 * @param maintenance the maintenance that holds now
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
  public PlatformOverview {
    Objects.requireNonNull(at, "at");
    servers = Map.copyOf(servers);
    sessions = Map.copyOf(sessions);
    licenses = Map.copyOf(licenses);
    contributors = List.copyOf(contributors);
    capReached = List.copyOf(capReached);
    Objects.requireNonNull(maintenance, "maintenance");
  }

  /**
   * What runs now.
   *
   * @param players how many play, as far as that is known
   * @param seconds metered this month, and not booked yet
   * @param cost of them
   */
  public record Running(int players, long seconds, Money cost) {}

  /**
   * Who gave something.
   *
   * @param name under which the user gave last, where that is public
   * @param donations in the platform's currency
   */
  public record Contributor(UserId user, Optional<String> name, Money donations) {}
}
