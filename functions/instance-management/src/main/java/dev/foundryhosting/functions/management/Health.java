package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.Together;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks everything that the platform depends on whether it answers, all at once. */
@Singleton
class Health {
  private static final Logger LOG = Logger.getLogger(Health.class);

  private final List<HealthProbe> probes;

  Health(@All List<HealthProbe> probes) {
    this.probes = List.copyOf(probes);
  }

  ObjectNode check() {
    List<ObjectNode> checks =
        Together.all(
            probes.stream().map(probe -> (Supplier<ObjectNode>) () -> check(probe)).toList());
    boolean ok = checks.stream().allMatch(check -> check.get("ok").booleanValue());
    ObjectNode answer = Json.object().put("status", ok ? "ok" : "degraded");
    answer.putArray("checks").addAll(checks);
    return answer;
  }

  private static ObjectNode check(HealthProbe probe) {
    long begin = System.nanoTime();
    ObjectNode check = Json.object().put("name", probe.name());
    try {
      probe.check();
      check.put("ok", true);
    } catch (PlatformException e) {
      check.put("ok", false).put("error", e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "The health check of %s broke", probe.name());
      check.put("ok", false).put("error", "The check itself broke; the log says how.");
    }
    return check.put("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
