/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.balancer.HealthChecks;
import dev.foundryhosting.local.balancer.LoadBalancer;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.functions.EventBus;
import dev.foundryhosting.local.functions.Timers;
import dev.foundryhosting.local.functions.WakeupQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Repeats everything that runs by itself on AWS. */
@Singleton
public class StandIns {
  private static final Logger LOG = Logger.getLogger(StandIns.class);

  /** A single failure is a child that ended a moment earlier, or a task that is gone. */
  private static final int FAILURES_TO_LOG = 3;

  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(6, Thread.ofVirtual().factory());

  void start(
      @Observes StartupEvent event,
      Fargate fargate,
      HealthChecks checks,
      LoadBalancer balancer,
      GamePort gamePort,
      WakeupQueue wakeups,
      EventBus bus,
      Timers timers,
      @ConfigProperty(name = "foundry.local.prep-every", defaultValue = "5s") Duration prep,
      @ConfigProperty(name = "foundry.local.sweep-every", defaultValue = "10s") Duration sweep) {
    gamePort.serve("/", balancer);
    repeat("Fargate's stand-in", Duration.ofMillis(200), fargate::look);
    repeat("The health checks", Duration.ofMillis(500), checks::check);
    repeat("The wake-up queue", Duration.ofMillis(100), wakeups::deliver);
    repeat("The event bus", Duration.ofMillis(100), bus::deliver);
    repeat("The sessions' timer", prep, () -> timers.tick(Timers.SESSION_PREP));
    repeat("The sweep", sweep, () -> timers.tick(Timers.SWEEP));
  }

  /** Lets the steps that run end, while all that they ask is still there. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(END_LIMIT.toMillis(), MILLISECONDS)) {
      executor.shutdownNow();
    }
  }

  private void repeat(String name, Duration pause, Runnable step) {
    AtomicInteger failures = new AtomicInteger();
    Future<?> unused =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                step.run();
                failures.set(0);
              } catch (RuntimeException e) {
                if (failures.incrementAndGet() == FAILURES_TO_LOG) {
                  LOG.warnf(e, "%s failed %s times in a row and goes on trying", name, failures);
                }
              }
            },
            0,
            pause.toMillis(),
            MILLISECONDS);
  }
}
