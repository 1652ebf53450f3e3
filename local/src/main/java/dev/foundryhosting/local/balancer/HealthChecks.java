/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.emulator.EmulatorAdmin.EmulatorRefused;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.StandInServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancer's health checks: asks the targets of all groups in use, and tells the emulator
 * when the health of one changes.
 */
@Singleton
public class HealthChecks {
  private static final int HEALTHY_THRESHOLD = 2;

  /** Higher, so that a server that still boots does not become unhealthy at once. */
  private static final int UNHEALTHY_THRESHOLD = 6;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Set<TargetHealthStateEnum> CHECKED =
      Set.of(
          TargetHealthStateEnum.INITIAL,
          TargetHealthStateEnum.HEALTHY,
          TargetHealthStateEnum.UNHEALTHY);

  private final Listener listener;
  private final Fargate fargate;
  private final EmulatorAdmin emulator;
  private final Activity activity;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** Equal results in a row by group and target: successes positive, failures negative. */
  private Map<String, Integer> inARow = new HashMap<>();

  HealthChecks(Listener listener, Fargate fargate, EmulatedAws aws, Activity activity) {
    this.listener = listener;
    this.fargate = fargate;
    this.emulator = aws.admin();
    this.activity = activity;
  }

  /** Checks every target once. */
  public void check() {
    // A target that is not checked this time begins anew when it comes back.
    Map<String, Integer> results = new HashMap<>();
    listener.rules().stream()
        .map(ListenerRule::targetGroupArn)
        .distinct()
        .forEach(
            group ->
                listener.targets(group).stream()
                    .filter(target -> CHECKED.contains(target.targetHealth().state()))
                    .forEach(target -> check(group, target, results)));
    inARow = results;
  }

  private void check(String group, TargetHealthDescription target, Map<String, Integer> results) {
    String id = target.target().id();
    String key = group + " " + id;
    int before = inARow.getOrDefault(key, 0);
    boolean success = answers(group, id);
    int row = success ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1;
    results.put(key, row);
    TargetHealthStateEnum state =
        success ? TargetHealthStateEnum.HEALTHY : TargetHealthStateEnum.UNHEALTHY;
    boolean enough = row >= HEALTHY_THRESHOLD || -row >= UNHEALTHY_THRESHOLD;
    if (enough && target.targetHealth().state() != state) {
      change(group, id, state.toString());
    }
  }

  private void change(String group, String id, String state) {
    try {
      emulator.targetHealth(group, id, state);
      activity.note(Activity.Kind.HEALTH, "target " + id + " · " + state, "");
    } catch (EmulatorRefused deregisteredMeanwhile) {
      return;
    }
  }

  private boolean answers(String group, String id) {
    Optional<StandInServer> server = fargate.serverAt(id);
    if (server.isEmpty()) {
      return false;
    }
    URI check = server.get().address().resolve(listener.healthCheckPath(group));
    HttpRequest request = HttpRequest.newBuilder(check).timeout(TIMEOUT).build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
        .join();
  }
}
