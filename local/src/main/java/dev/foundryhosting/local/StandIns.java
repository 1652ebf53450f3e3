package dev.foundryhosting.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.balancer.ErrorPage;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.balancer.HealthChecks;
import dev.foundryhosting.local.balancer.Listener;
import dev.foundryhosting.local.balancer.LoadBalancer;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.functions.EventBus;
import dev.foundryhosting.local.functions.EventDelivery;
import dev.foundryhosting.local.functions.FunctionHost;
import dev.foundryhosting.local.functions.Timers;
import dev.foundryhosting.local.functions.WakeupQueue;
import dev.foundryhosting.local.pulse.Pulse;
import dev.foundryhosting.local.stack.EmulatedClients;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sets everything in motion that on AWS moves by itself. */
@Singleton
public class StandIns {
  private static final Duration TASKS_LOOKED_AT_EVERY = Duration.ofMillis(200);
  private static final Duration TARGETS_CHECKED_EVERY = Duration.ofMillis(500);
  private static final Duration QUEUE_ASKED_EVERY = Duration.ofMillis(100);

  private final List<Pulse> pulses = new ArrayList<>();

  void start(
      @Observes StartupEvent event,
      EmulatedAws aws,
      Environment environment,
      EmulatedClients clients,
      Fargate fargate,
      Listener listener,
      GamePort gamePort,
      ErrorPage errorPage,
      FunctionHost functions,
      Timers timers,
      EventDelivery delivery,
      Activity activity,
      ObjectMapper json,
      @ConfigProperty(name = "foundry.local.prep-every", defaultValue = "5s") Duration prep,
      @ConfigProperty(name = "foundry.local.sweep-every", defaultValue = "10s") Duration sweep) {
    HealthChecks checks = new HealthChecks(listener, fargate, aws.admin(), activity);
    WakeupQueue wakeups =
        new WakeupQueue(
            clients.sqs(),
            environment.get(Variable.WAKEUP_QUEUE_URL),
            functions,
            "task-events",
            json);
    EventBus bus = new EventBus(clients.sqs(), functions, delivery, activity, json);
    gamePort.serve("/", new LoadBalancer(listener, fargate, errorPage));
    pulses.add(Pulse.start("Fargate's stand-in", TASKS_LOOKED_AT_EVERY, fargate::look));
    pulses.add(Pulse.start("The health checks", TARGETS_CHECKED_EVERY, checks::check));
    pulses.add(Pulse.start("The wake-up queue", QUEUE_ASKED_EVERY, wakeups::deliver));
    pulses.add(Pulse.start("The event bus", QUEUE_ASKED_EVERY, bus::deliver));
    pulses.add(Pulse.start("The sessions' timer", prep, () -> timers.tick(Timers.SESSION_PREP)));
    pulses.add(Pulse.start("The sweep", sweep, () -> timers.tick(Timers.SWEEP)));
  }

  void stop(@Observes ShutdownEvent event) {
    pulses.forEach(Pulse::close);
  }
}
