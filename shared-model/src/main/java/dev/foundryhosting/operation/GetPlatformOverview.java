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
import dev.foundryhosting.usage.DonationEntry;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.command.GetAllCosts.AllCosts;
import dev.foundryhosting.usage.command.GetAllCosts;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts all there is, for an administrator who looks at it: lists the servers and the licences
 * page by page, the open sessions by their due index, and the month by its totals. Each part is as
 * it stood at some moment of the reading.
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
   * @param month whose costs and donations are told; this one, unless it is told
   * @param contributors how many of those who gave most are told, at most
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  public PlatformOverview get(Optional<UsageMonth> month, int contributors) {
    Instant now = clock.instant();
    List<Instance> servers = servers();
    List<Session> open = sessions.openSessions();
    List<License> all = licenses.all();
    AllCosts costs = new GetAllCosts(ledger, caps.prices(), clock).get(month);
    List<Budget> budgets = new ArrayList<>();
    List<UserId> reached = new ArrayList<>();
    Map<UserId, MonthTotal> totals = totals(UsageMonth.of(now));
    for (Instance server : servers) {
      budget(server, totals, now)
          .ifPresent(
              budget -> {
                budgets.add(budget);
                if (budget.reached(now)) {
                  reached.add(server.userId());
                }
              });
    }
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
        reached.stream().sorted().toList(),
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

  private Map<UserId, MonthTotal> totals(UsageMonth month) {
    Map<UserId, MonthTotal> totals = new HashMap<>();
    ledger.totals(month).forEach(total -> total.user().ifPresent(user -> totals.put(user, total)));
    return totals;
  }

  private Optional<Budget> budget(Instance server, Map<UserId, MonthTotal> totals, Instant now) {
    UserId user = server.userId();
    return caps.of(server.settings().spendingCap())
        .map(
            cap ->
                Budget.of(
                    cap,
                    Optional.ofNullable(totals.get(user))
                        .orElseGet(() -> MonthTotal.empty(Optional.of(user), UsageMonth.of(now))),
                    MeteredTasks.unbooked(server),
                    caps.prices()));
  }

  private PlatformOverview.Running running(List<Instance> servers, Instant now) {
    int players = 0;
    long seconds = 0;
    Money cost = Money.zero(caps.prices().currency());
    for (Instance server : servers) {
      if (server.status() == Status.RUNNING) {
        players += server.run().orElseThrow().activity().players().orElse(0);
      }
      List<RunEntry> soFar =
          MeteredTasks.unbooked(server)
              .map(metered -> Metering.soFar(metered, now, caps.prices()))
              .orElse(List.of());
      for (RunEntry part : soFar) {
        if (part.month().equals(UsageMonth.of(now))) {
          seconds += part.seconds();
          cost = cost.plus(part.cost());
        }
      }
    }
    return new PlatformOverview.Running(players, seconds, cost);
  }

  private static Optional<Session> next(List<Session> open, Instant now) {
    return open.stream()
        .filter(session -> session.status() == SessionStatus.SCHEDULED)
        .filter(session -> session.slot().end().isAfter(now))
        .min(Comparator.comparing(session -> session.slot().start()));
  }

  /** Names are read for those alone who are told. */
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
        .filter(DonationEntry.class::isInstance)
        .map(entry -> ((DonationEntry) entry).donation())
        .reduce((before, latest) -> latest)
        .flatMap(Donation::from);
  }

  private static <T, S> Map<S, Integer> counted(List<T> all, Function<T, S> state) {
    return all.stream().collect(Collectors.groupingBy(state, Collectors.summingInt(each -> 1)));
  }
}
