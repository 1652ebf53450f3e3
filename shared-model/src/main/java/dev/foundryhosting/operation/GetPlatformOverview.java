/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.command.GetAllCosts;
import dev.foundryhosting.usage.command.GetAllCosts.AllCosts;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts the servers, licences, open sessions and money of the platform, for an administrator. It
 * scans servers and licences, and reads the parts one after the other.
 */
public final class GetPlatformOverview {
  private static final int PAGE = 500;
  private static final int AT_ONCE = 8;

  private final Instances instances;
  private final Sessions sessions;
  private final Licenses licenses;
  private final UsageLedger ledger;
  private final MaintenanceOrders orders;
  private final SpendingCaps caps;
  private final Clock clock;

  public GetPlatformOverview(
      Instances instances,
      Sessions sessions,
      Licenses licenses,
      UsageLedger ledger,
      MaintenanceOrders orders,
      SpendingCaps caps,
      Clock clock) {
    this.instances = instances;
    this.sessions = sessions;
    this.licenses = licenses;
    this.ledger = ledger;
    this.orders = orders;
    this.caps = caps;
    this.clock = clock;
  }

  /**
   * @param month of the costs and donations, by default the present one
   * @param contributors at most this many, the largest donations first
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  public PlatformOverview get(Optional<UsageMonth> month, int contributors) {
    Instant now = clock.instant();
    List<Instance> servers = servers();
    List<Session> open = sessions.openSessions();
    List<License> all = licenses.all();
    AllCosts costs = new GetAllCosts(ledger, caps.prices(), clock).get(month);
    Map<UserId, Budget> budgets = budgets(servers, UsageMonth.of(now));
    return new PlatformOverview(
        now,
        counted(servers, Instance::status),
        running(servers, now),
        counted(open, Session::status),
        next(open, now),
        counted(all, License::sharing),
        Math.toIntExact(all.stream().filter(license -> license.run().isPresent()).count()),
        costs,
        contributors(costs, contributors),
        budgets.size(),
        budgets.entrySet().stream()
            .filter(budget -> budget.getValue().reached(now))
            .map(Map.Entry::getKey)
            .toList(),
        orders.maintenance());
  }

  private List<Instance> servers() {
    List<Instance> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Instances.Page page = instances.list(cursor, PAGE);
      all.addAll(page.instances());
      cursor = page.cursor();
    } while (cursor.isPresent());
    return all;
  }

  /** Of the users with a cap, ordered by user. */
  private SortedMap<UserId, Budget> budgets(List<Instance> servers, UsageMonth month) {
    Map<UserId, MonthTotal> totals = new HashMap<>();
    ledger.totals(month).forEach(total -> total.user().ifPresent(user -> totals.put(user, total)));
    SortedMap<UserId, Budget> budgets = new TreeMap<>();
    for (Instance server : servers) {
      UserId user = server.userId();
      caps.budget(
              server.settings().spendingCap(),
              () -> totals.getOrDefault(user, MonthTotal.empty(Optional.of(user), month)),
              MeteredTasks.unbooked(server))
          .ifPresent(budget -> budgets.put(user, budget));
    }
    return budgets;
  }

  private PlatformOverview.Running running(List<Instance> servers, Instant now) {
    int players = 0;
    long seconds = 0;
    Money cost = Money.zero(caps.prices().currency());
    for (Instance server : servers) {
      if (server.status() == Status.RUNNING) {
        players += server.run().orElseThrow().activity().players().orElse(0);
      }
      for (RunEntry part : thisMonth(server, now)) {
        seconds += part.seconds();
        cost = cost.plus(part.cost());
      }
    }
    return new PlatformOverview.Running(players, seconds, cost);
  }

  private List<RunEntry> thisMonth(Instance server, Instant now) {
    return MeteredTasks.unbooked(server).stream()
        .flatMap(metered -> Metering.soFar(metered, now, caps.prices()).stream())
        .filter(part -> part.month().equals(UsageMonth.of(now)))
        .toList();
  }

  private static Optional<Session> next(List<Session> open, Instant now) {
    return open.stream()
        .filter(session -> session.status() == SessionStatus.SCHEDULED)
        .filter(session -> session.slot().end().isAfter(now))
        .min(Comparator.comparing(session -> session.slot().start()));
  }

  /** Only the users in the list have their names read. */
  private List<PlatformOverview.Contributor> contributors(AllCosts costs, int limit) {
    List<Map.Entry<UserId, Costs>> most =
        costs.users().entrySet().stream()
            .filter(user -> user.getValue().donations().amount().signum() > 0)
            .sorted(
                Comparator.comparing(
                        (Map.Entry<UserId, Costs> user) -> user.getValue().donations().amount())
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .limit(limit)
            .toList();
    return InParallel.each(
        most,
        AT_ONCE,
        user ->
            new PlatformOverview.Contributor(
                user.getKey(),
                publicName(user.getKey(), costs.month()),
                user.getValue().donations()));
  }

  private Optional<String> publicName(UserId user, UsageMonth month) {
    return ledger.month(user, month).entries().stream()
        .filter(Donation.class::isInstance)
        .map(Donation.class::cast)
        .reduce((before, latest) -> latest)
        .flatMap(Donation::from);
  }

  private static <T, S> Map<S, Integer> counted(List<T> all, Function<T, S> state) {
    return all.stream().collect(Collectors.groupingBy(state, Collectors.summingInt(each -> 1)));
  }
}
