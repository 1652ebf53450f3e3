/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.HealthAnswer;
import dev.foundryhosting.api.HealthAnswer.Check;
import dev.foundryhosting.api.HealthAnswer.Status;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.platform.InParallel;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks everything that the platform depends on whether it answers, all at once. */
@Singleton
class HealthCheck {
  private static final Logger LOG = Logger.getLogger(HealthCheck.class);

  private final List<HealthProbe> probes;

  HealthCheck(@All List<HealthProbe> probes) {
    this.probes = List.copyOf(probes);
  }

  HealthAnswer check() {
    List<Check> checks = InParallel.each(probes, probes.size(), HealthCheck::check);
    Status status = checks.stream().allMatch(Check::ok) ? Status.OK : Status.DEGRADED;
    return new HealthAnswer(Label.of(status), checks);
  }

  private static Check check(HealthProbe probe) {
    long begin = System.nanoTime();
    Optional<String> error = error(probe);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    return new Check(probe.name(), error.isEmpty(), error, millis);
  }

  private static Optional<String> error(HealthProbe probe) {
    try {
      probe.check();
      return Optional.empty();
    } catch (PlatformException e) {
      return Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "The health check of %s broke", probe.name());
      return Optional.of("The check itself broke; the log says how.");
    }
  }
}
