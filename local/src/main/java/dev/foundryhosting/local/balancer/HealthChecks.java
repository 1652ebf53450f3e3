package dev.foundryhosting.local.balancer;

import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.emulator.EmulatorAdmin.EmulatorRefused;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancer's health checks: asks the targets of every group that a rule leads to, and
 * tells the emulator when the opinion of one changes.
 */
public final class HealthChecks {
  /** How many good results in a row make a target healthy. */
  private static final int GOOD_ENOUGH = 2;

  /** More, so that a server that still boots is not called unhealthy at once. */
  private static final int TOO_BAD = 6;

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Set<TargetHealthStateEnum> CHECKED =
      Set.of(
          TargetHealthStateEnum.INITIAL,
          TargetHealthStateEnum.HEALTHY,
          TargetHealthStateEnum.UNHEALTHY);

  private final Listener listener;
  private final Fargate fargate;
  private final EmulatorAdmin emulator;
  private final Activity activity;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  /** Results in a row by group and target: good ones positive, bad ones negative. */
  private Map<String, Integer> inARow = new HashMap<>();

  public HealthChecks(
      Listener listener, Fargate fargate, EmulatorAdmin emulator, Activity activity) {
    this.listener = listener;
    this.fargate = fargate;
    this.emulator = emulator;
    this.activity = activity;
  }

  /** Checks every target once. */
  public void check() {
    Set<String> groups =
        listener.rules().stream().map(ListenerRule::targetGroupArn).collect(Collectors.toSet());
    Map<String, Integer> results = new HashMap<>();
    for (String group : groups) {
      for (TargetHealthDescription target : listener.targets(group)) {
        if (CHECKED.contains(target.targetHealth().state())) {
          check(group, target, results);
        }
      }
    }
    // What is not checked any more begins anew when it comes again.
    inARow = results;
  }

  private void check(String group, TargetHealthDescription target, Map<String, Integer> results) {
    String id = target.target().id();
    String key = group + " " + id;
    int before = inARow.getOrDefault(key, 0);
    boolean good = answers(group, id);
    int row = good ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1;
    results.put(key, row);
    TargetHealthStateEnum opinion =
        good ? TargetHealthStateEnum.HEALTHY : TargetHealthStateEnum.UNHEALTHY;
    boolean sure = row >= GOOD_ENOUGH || -row >= TOO_BAD;
    if (sure && target.targetHealth().state() != opinion) {
      tell(group, id, opinion.toString());
    }
  }

  private void tell(String group, String id, String state) {
    try {
      emulator.targetHealth(group, id, state);
      activity.note(Activity.Kind.HEALTH, "target " + id + " · " + state, "");
    } catch (EmulatorRefused gone) {
      // Deregistered since we asked: there is nobody to have an opinion of.
      return;
    }
  }

  private boolean answers(String group, String id) {
    Optional<StandInServer> server = fargate.serverAt(id);
    if (server.isEmpty()) {
      return false;
    }
    URI check = server.get().address().resolve(listener.healthCheckPath(group));
    try {
      HttpRequest request = HttpRequest.newBuilder(check).timeout(LIMIT).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
