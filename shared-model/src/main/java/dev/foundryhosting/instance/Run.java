package dev.foundryhosting.instance;

import dev.foundryhosting.license.LicenseId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of a server, from the moment it was asked for until its licence is given back. An
 * instance has at most one.
 *
 * @param runId drawn when the run was asked for; the token by which ECS starts one task for it
 * @param licenseId the licence that it uses
 * @param requestedAt when it was asked for
 * @param task its task as observed last; empty until one was started
 * @param route how the load balancer reaches it; players are let through from {@code readyAt} on
 * @param targetRegistered whether the load balancer was told the task's address
 * @param readyAt since when players can join
 * @param routeRemoved whether the way to it was taken away again
 * @param licenseReleased whether the licence was given back
 */
public record Run(
    String runId,
    LicenseId licenseId,
    Instant requestedAt,
    Optional<TaskObservation> task,
    Optional<Route> route,
    boolean targetRegistered,
    Optional<Instant> readyAt,
    boolean routeRemoved,
    boolean licenseReleased) {

  public Run {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(licenseId, "licenseId");
    Objects.requireNonNull(requestedAt, "requestedAt");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(readyAt, "readyAt");
  }

  /** A run as it is asked for. */
  public static Run requested(String runId, LicenseId licenseId, Instant now) {
    return new Run(
        runId,
        licenseId,
        now,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        false);
  }

  /** The task's state, if there is a task. */
  public Optional<TaskObservation.State> taskState() {
    return task.map(TaskObservation::state);
  }

  /** Whether its task ended. */
  public boolean taskEnded() {
    return taskState().filter(state -> state == TaskObservation.State.STOPPED).isPresent();
  }

  Run observed(TaskObservation seen) {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        Optional.of(seen),
        route,
        targetRegistered,
        readyAt,
        routeRemoved,
        licenseReleased);
  }

  Run routedBy(Route way) {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        task,
        Optional.of(way),
        targetRegistered,
        readyAt,
        routeRemoved,
        licenseReleased);
  }

  Run withTarget() {
    return new Run(
        runId, licenseId, requestedAt, task, route, true, readyAt, routeRemoved, licenseReleased);
  }

  Run ready(Instant now) {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        task,
        route,
        targetRegistered,
        Optional.of(now),
        routeRemoved,
        licenseReleased);
  }

  Run withoutRoute() {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        task,
        Optional.empty(),
        false,
        readyAt,
        true,
        licenseReleased);
  }

  Run released() {
    return new Run(
        runId, licenseId, requestedAt, task, route, targetRegistered, readyAt, routeRemoved, true);
  }
}
