/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.Maintenance;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.api.ShutdownStatsAnswer;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.operation.PlatformOverview;
import dev.foundryhosting.platform.Labelled;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.shutdown.GetShutdownStats.ShutdownStats;
import dev.foundryhosting.usage.command.GetAllCosts.AllCosts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What maintainers see of the platform. */
final class OverviewAnswers {
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private OverviewAnswers() {}

  static OverviewAnswer of(PlatformOverview seen) {
    return new OverviewAnswer(
        seen.at(),
        new OverviewAnswer.Servers(
            sum(seen.servers()), counts(Stream.of(Status.values()), seen.servers())),
        new OverviewAnswer.Running(
            seen.running().players(), seen.running().seconds(), seen.running().cost().text()),
        new OverviewAnswer.Sessions(
            sum(seen.sessions()),
            counts(Stream.of(SessionStatus.values()).filter(SessionStatus::open), seen.sessions()),
            seen.nextSession().map(SessionAnswers::of)),
        new OverviewAnswer.Licenses(
            sum(seen.licenses()),
            counts(Stream.of(SharingState.values()), seen.licenses()),
            seen.licensesInUse()),
        month(seen.month()),
        seen.contributors().stream().map(OverviewAnswers::of).toList(),
        CostAnswers.unclaimed(seen.month()),
        new OverviewAnswer.SpendingCaps(seen.capped(), seen.capReached()),
        seen.maintenance().map(OverviewAnswers::of).orElse(Maintenance.NONE));
  }

  static Maintenance of(MaintenanceOrder order) {
    return new Maintenance(
        true, Optional.of(order.reason()), Optional.of(order.by()), Optional.of(order.since()));
  }

  static ShutdownStatsAnswer of(ShutdownStats stats) {
    Map<String, Integer> stops = new LinkedHashMap<>();
    stats.stops().forEach((kind, count) -> stops.put(kind.label(), Math.toIntExact(count)));
    return new ShutdownStatsAnswer(
        stats.month(),
        stops,
        new ShutdownStatsAnswer.Servers(
            stats.servers().running(),
            stats.servers().empty(),
            stats.servers().warned(),
            stats.servers().unreadable()));
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static <S extends Labelled> Map<String, Integer> counts(
      Stream<S> states, Map<S, Integer> counts) {
    Map<String, Integer> labelled = new LinkedHashMap<>();
    states.forEach(state -> labelled.put(state.label(), counts.getOrDefault(state, 0)));
    return labelled;
  }

  private static OverviewAnswer.Month month(AllCosts month) {
    String hours =
        BigDecimal.valueOf(month.costs().seconds())
            .divide(SECONDS_PER_HOUR, 1, RoundingMode.HALF_UP)
            .toPlainString();
    return new OverviewAnswer.Month(
        month.month(), CostAnswers.of(month.costs()), hours, month.costs().coveredPercent());
  }

  private static OverviewAnswer.Contributor of(PlatformOverview.Contributor contributor) {
    return new OverviewAnswer.Contributor(
        contributor.user(),
        contributor.name(),
        contributor.donations().text(),
        contributor.donations().currency().getCurrencyCode());
  }
}
