/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.AllCostsAnswer;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.costs.Month;
import dev.foundryhosting.local.costs.MonthPicture;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A user's month, for the page about costs. */
@Path("/console/api/costs")
public class CostsApi {
  private final Platform platform;
  private final Activity activity;
  private final Clock clock;

  CostsApi(Platform platform, Activity activity, Clock clock) {
    this.platform = platform;
    this.activity = activity;
    this.clock = clock;
  }

  /**
   * A user with a server or a bill.
   *
   * @param gone whether the user has no server any more
   */
  public record User(String userId, String username, boolean gone) {}

  /**
   * @param now the platform's time
   * @param user whose month it is; null when there is no user
   * @param costs in the shape of the contract; null when there is no user
   * @param picture the month as SVG; null when there is no user
   */
  public record State(
      Instant now,
      List<User> users,
      @Nullable String user,
      @Nullable ObjectNode costs,
      @Nullable String picture,
      List<Activity.Entry> events) {}

  /**
   * A user's month.
   *
   * @param user empty for the first one
   * @param month such as {@code 2026-11}; empty for the present one
   * @param width of the picture, in pixels
   */
  @GET
  public State state(
      @RestQuery @DefaultValue("") String user,
      @RestQuery @DefaultValue("") String month,
      @RestQuery @DefaultValue("640") int width) {
    Instant now = clock.instant();
    List<Activity.Entry> events = activity.newest(ConsoleApi.EVENTS_SHOWN);
    CostRequest.OfMonth wanted =
        month.isEmpty()
            ? CostRequest.OfMonth.present()
            : new CostRequest.OfMonth(Optional.of(UsageMonth.parse(month)));
    List<User> users = users(wanted);
    if (users.isEmpty()) {
      return new State(now, users, null, null, null, events);
    }
    boolean known = users.stream().map(User::userId).anyMatch(user::equals);
    String chosen = known ? user : users.getFirst().userId();
    UserCostsAnswer costs =
        platform.ask(
            Action.GET_USER_COSTS.byAdministrator(Platform.OPERATOR, new UserId(chosen), wanted));
    int within = Math.clamp(width, MonthPicture.NARROWEST, MonthPicture.WIDEST);
    String picture = MonthPicture.svg(Month.of(costs), within, now);
    return new State(now, users, chosen, ApiJson.json(costs), picture, events);
  }

  private List<User> users(CostRequest.OfMonth month) {
    Map<String, User> users = new LinkedHashMap<>();
    for (InstanceAnswer each : platform.instances()) {
      String id = each.userId().value();
      users.put(id, new User(id, each.username(), false));
    }
    for (AllCostsAnswer.UserSums each :
        platform.ask(Action.GET_ALL_COSTS.byAdministrator(Platform.OPERATOR, month)).entries()) {
      String id = each.userId().value();
      users.putIfAbsent(id, new User(id, id, true));
    }
    return List.copyOf(users.values());
  }
}
