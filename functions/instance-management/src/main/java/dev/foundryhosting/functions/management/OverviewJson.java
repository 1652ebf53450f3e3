package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.operation.PlatformOverview;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.usage.GetAllCosts.AllCosts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How maintainers see the platform (docs/api.md). */
final class OverviewJson {
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private OverviewJson() {}

  static ObjectNode of(PlatformOverview survey) {
    ObjectNode json = Json.object().put("at", survey.at().toString());
    json.set("servers", counts("total", Status.values(), Status::label, survey.servers()));
    json.set("running", running(survey.running()));
    json.set("sessions", sessions(survey));
    json.set(
        "licenses",
        counts("total", SharingState.values(), SharingState::label, survey.licenses())
            .put("inUse", survey.licensesInUse()));
    json.set("month", month(survey.month()));
    ArrayNode contributors = json.putArray("contributors");
    survey.contributors().forEach(each -> contributors.add(of(each)));
    json.set("unclaimed", CostJson.unclaimed(survey.month()));
    json.set("spendingCaps", caps(survey));
    json.set("maintenance", maintenance(survey.maintenance()));
    return json;
  }

  static ObjectNode maintenance(Optional<MaintenanceOrder> order) {
    ObjectNode json = Json.object().put("enabled", order.isPresent());
    order.ifPresent(
        given ->
            json.put("reason", given.reason())
                .put("by", given.by().value())
                .put("since", given.since().toString()));
    return json;
  }

  private static <S extends Enum<S>> ObjectNode counts(
      String total, S[] states, Function<S, String> label, Map<S, Integer> counts) {
    ObjectNode json =
        Json.object().put(total, counts.values().stream().mapToInt(Integer::intValue).sum());
    Arrays.stream(states)
        .forEach(state -> json.put(label.apply(state), counts.getOrDefault(state, 0)));
    return json;
  }

  private static ObjectNode running(PlatformOverview.Running running) {
    return Json.object()
        .put("players", running.players())
        .put("seconds", running.seconds())
        .put("cost", running.cost().text());
  }

  private static ObjectNode sessions(PlatformOverview survey) {
    SessionStatus[] open =
        Arrays.stream(SessionStatus.values())
            .filter(SessionStatus::open)
            .toArray(SessionStatus[]::new);
    ObjectNode json = counts("open", open, SessionStatus::label, survey.sessions());
    survey.nextSession().ifPresent(next -> json.set("next", SessionJson.of(next)));
    return json;
  }

  private static ObjectNode month(AllCosts costs) {
    ObjectNode json = Json.object().put("month", costs.month().toString());
    CostJson.write(costs.costs(), json);
    return json.put("hours", hours(costs.costs().seconds()))
        .put("coveredPercent", costs.costs().coveredPercent());
  }

  private static String hours(long seconds) {
    return BigDecimal.valueOf(seconds)
        .divide(SECONDS_PER_HOUR, 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static ObjectNode of(PlatformOverview.Contributor contributor) {
    ObjectNode json = Json.object().put("userId", contributor.user().value());
    contributor.name().ifPresent(name -> json.put("name", name));
    return json.put("donations", contributor.donations().text())
        .put("currency", contributor.donations().currency().getCurrencyCode());
  }

  private static ObjectNode caps(PlatformOverview survey) {
    ObjectNode json = Json.object().put("users", survey.capped());
    ArrayNode reached = json.putArray("reached");
    survey.capReached().forEach(user -> reached.add(user.value()));
    return json;
  }
}
