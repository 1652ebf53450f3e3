/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resources;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The steps of a run, from its task definition until its licence is given back. */
final class RunSteps {
  private static final String FULL =
      "All places are taken: as many servers run as the platform's load balancer takes."
          + " Start yours when another server has stopped.";

  private final ReconcilerPorts ports;
  private final ResourceNames names;
  private final BookRun booking;
  private final Clock clock;

  RunSteps(ReconcilerPorts ports, ResourceNames names, BookRun booking, Clock clock) {
    this.ports = ports;
    this.names = names;
    this.booking = booking;
    this.clock = clock;
  }

  void addTo(Map<Step, StepAction> actions) {
    actions.put(Step.REGISTER_DEFINITION, (i, input) -> registerDefinition(i));
    actions.put(Step.RUN_TASK, (i, input) -> runTask(i));
    actions.put(Step.OBSERVE_TASK, (i, input) -> observeTask(i));
    actions.put(Step.OPEN_ROUTE_FOR_CHECKS, (i, input) -> openRouteForChecks(i));
    actions.put(Step.REGISTER_TARGET, (i, input) -> registerTarget(i));
    actions.put(Step.OPEN_ROUTE_FOR_PLAYERS, (i, input) -> openRouteForPlayers(i));
    actions.put(Step.FIND_TASK, (i, input) -> findTask(i));
    actions.put(Step.STOP_TASK, (i, input) -> stopTask(i));
    actions.put(Step.REMOVE_ROUTE, (i, input) -> removeRoute(i));
    actions.put(Step.RELEASE_LICENSE, (i, input) -> releaseLicense(i));
    actions.put(Step.BOOK_RUN, (i, input) -> book(i));
    actions.put(Step.FINISH_RUN, (i, input) -> finish());
  }

  private StepResult registerDefinition(Instance i) {
    LicenseId id = i.run().orElseThrow().licenseId();
    License license =
        ports
            .licenses()
            .find(id)
            .orElseThrow(() -> new IllegalStateException("the run holds licence " + id));
    TaskDefinition definition = ports.tasks().ensureServerDefinition(i, license);
    return StepResult.of(now -> now.with(now.resources().with(definition)));
  }

  private StepResult runTask(Instance i) {
    TaskDefinition definition = i.resources().definition().orElseThrow();
    TaskObservation started =
        ports.tasks().run(definition.arn(), i.run().orElseThrow().runId(), i.userId());
    Instant now = clock.instant();
    return StepResult.ofRun(r -> r.observed(started.timed(now)));
  }

  private StepResult observeTask(Instance i) {
    TaskObservation known = i.run().flatMap(Run::task).orElseThrow();
    Instant now = clock.instant();
    TaskObservation seen = known.next(ports.tasks().observe(known.taskArn()), now);
    return StepResult.ofRun(r -> r.observed(seen));
  }

  private StepResult openRouteForChecks(Instance i) {
    return switch (ports.routes().openForChecks(i.userId(), host(i))) {
      case Routes.Opened.Done(Route route) -> opened(route);
      case Routes.Opened.Full full when i.run().orElseThrow().taskRequested() ->
          throw full.failure();
      case Routes.Opened.Full full -> refused();
    };
  }

  /** ECS is asked for a task only of a server that is to run still. */
  private static StepResult opened(Route route) {
    return StepResult.of(
        now ->
            now.desired() == Desired.RUNNING
                ? now.with(now.run().orElseThrow().routedBy(route))
                : now);
  }

  /** Ends a start for which ECS was asked for nothing, so that its licence is free at once. */
  private StepResult refused() {
    StopCause cause = new StopCause(StopCauseKind.START_FAILED, FULL);
    Instant now = clock.instant();
    return StepResult.refused(
        started -> RestartPolicy.refused(started, cause, now),
        PlatformException.dependency(FULL, false));
  }

  private StepResult registerTarget(Instance i) {
    Run run = i.run().orElseThrow();
    Route route = run.route().orElseThrow();
    ports.routes().register(route, privateIp(run));
    if (run.readyAt().isPresent()) {
      // Players came in before: the route was lost, not the server that they play on.
      ports.routes().openForPlayers(route, host(i));
    }
    return StepResult.ofRun(Run::withTarget);
  }

  private StepResult openRouteForPlayers(Instance i) {
    Run run = i.run().orElseThrow();
    Route route = run.route().orElseThrow();
    if (!ports.routes().health(route, privateIp(run)).healthy()) {
      return StepResult.nothing();
    }
    ports.routes().openForPlayers(route, host(i));
    Instant now = clock.instant();
    return StepResult.of(record -> record.ready(now));
  }

  private StepResult findTask(Instance i) {
    Optional<TaskObservation> found =
        ports.tasks().findServer(i.userId(), i.run().orElseThrow().runId());
    Instant now = clock.instant();
    return found
        .map(task -> StepResult.ofRun(r -> r.observed(task.timed(now))))
        .orElseGet(() -> StepResult.nothing());
  }

  private StepResult stopTask(Instance i) {
    TaskObservation task = i.run().flatMap(Run::task).orElseThrow();
    String reason = i.stopCause().map(StopCause::why).orElse("Stopped as asked for.");
    Optional<TaskObservation> answer = ports.tasks().stop(task.taskArn(), reason);
    Instant now = clock.instant();
    return StepResult.ofRun(r -> r.observed(r.task().orElse(task).afterStop(answer, now)));
  }

  private StepResult removeRoute(Instance i) {
    ports.routes().remove(i.userId());
    return StepResult.ofRun(Run::withoutRoute);
  }

  private StepResult releaseLicense(Instance i) {
    Run run = i.run().orElseThrow();
    Instant now = clock.instant();
    ports.licenses().update(run.licenseId(), license -> license.released(run.runId(), now));
    return StepResult.ofRun(Run::released);
  }

  /** The ledger knows a task by its token, so a step that was not recorded can be repeated. */
  private StepResult book(Instance i) {
    // A run that its user stopped has no stop cause of its own.
    StopCauseKind kind = i.stopCause().map(StopCause::kind).orElse(StopCauseKind.ASKED);
    var unused = booking.book(MeteredTasks.ofRun(i).orElseThrow().endedBy(kind));
    return StepResult.ofRun(Run::bookedNow);
  }

  private StepResult finish() {
    Instant now = clock.instant();
    return StepResult.of(
        instance -> {
          // A run without a task may have lacked its definition: the next start makes sure.
          boolean started = instance.run().flatMap(Run::task).isPresent();
          Resources made = instance.resources();
          return instance.with(started ? made : made.withoutDefinition()).withoutRun(now);
        });
  }

  private static String privateIp(Run run) {
    return run.task().flatMap(TaskObservation::privateIp).orElseThrow();
  }

  private String host(Instance i) {
    return i.profile().subdomain().hostIn(names.domain());
  }
}
