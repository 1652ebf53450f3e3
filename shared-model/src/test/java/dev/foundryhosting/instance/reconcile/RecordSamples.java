/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BEGIN;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Resources;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.license.LicenseId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Records of Alice's instance in each situation that a decision knows, all at {@link #NOW}. */
public final class RecordSamples {
  static final Instant NOW = BEGIN;
  static final String ADDRESS = "10.0.0.7";
  static final Route ROUTE = new Route("arn:group", "arn:rule");
  static final Lease LEASE = new Lease("holder", NOW.plusSeconds(60));

  private RecordSamples() {}

  /** Asked for; nothing is made yet. */
  static Instance requested() {
    return requested(LicenseType.BYOL);
  }

  static Instance requested(LicenseType type) {
    return Instance.requested(
        new Profile(
            ALICE,
            "alice",
            new Subdomain("alice"),
            type,
            new FoundryVersion("13"),
            Optional.empty(),
            NOW),
        LEASE);
  }

  /** With these resources made. */
  static Instance creating(Resource... made) {
    Resources resources = Resources.none();
    for (Resource each : made) {
      resources = resources.with(each, "id-of-" + each);
    }
    return requested().with(resources);
  }

  public static Instance created() {
    return created(LicenseType.BYOL);
  }

  static Instance created(LicenseType type) {
    return requested(type)
        .with(creating(Resource.values()).resources())
        .with(ReconcileStatus.none());
  }

  /** A run was asked for; no task is recorded. */
  static Instance asked() {
    return created().starting(Run.requested("run-1", LicenseId.ofOwner(ALICE), NOW), NOW);
  }

  /** A run whose route stands, so that ECS may have been asked for a task; none is recorded. */
  static Instance routed() {
    return with(asked(), run -> run.routedBy(ROUTE));
  }

  /** A run with a task in this state, with an address from RUNNING on. */
  static Instance starting(State state) {
    return observed(asked(), state, false);
  }

  static Instance running() {
    Instance routed = starting(State.RUNNING);
    return routed.with(routed.run().orElseThrow().routedBy(ROUTE).withTarget().ready(NOW));
  }

  /** A run that is to end, with its task in this state. */
  static Instance stopping(State state) {
    return observed(running().stopping(Optional.empty(), NOW), state, false);
  }

  /** A run that is to end and has no recorded task, although it may have one. */
  static Instance stoppingUnrecorded() {
    return routed().stopping(Optional.empty(), NOW);
  }

  static Instance stopped() {
    return stopping(State.STOPPED).withoutRun(NOW);
  }

  static Instance failed() {
    return running()
        .stopping(Optional.of(new StopCause(StopCauseKind.EXITED, "It broke.")), NOW)
        .withoutRun(NOW);
  }

  /** Nothing runs and everything is to go. */
  static Instance destroying(Instance instance) {
    return instance.destroying(false, false, Optional.empty(), NOW);
  }

  static Instance gone() {
    Instance destroying = destroying(created());
    return destroying
        .with(destroying.teardown().orElseThrow().finished(NOW))
        .with(ReconcileStatus.none());
  }

  /** The run's task as seen in a state. */
  static Instance observed(Instance instance, State state, boolean stopRequested) {
    return instance.with(
        instance.run().orElseThrow().observed(task("arn:task", state, stopRequested, false)));
  }

  /** The instance with its run changed. */
  static Instance with(Instance instance, UnaryOperator<Run> change) {
    return instance.with(change.apply(instance.run().orElseThrow()));
  }

  static TaskObservation task(String arn, State state, boolean stopRequested, boolean healthy) {
    return new TaskObservation(
        arn,
        "arn:definition",
        state,
        stopRequested,
        healthy,
        state == State.PREPARING ? Optional.empty() : Optional.of(ADDRESS),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        state == State.STOPPED
            ? Optional.of(new StopCause(StopCauseKind.UNEXPECTED, "The server ended by itself."))
            : Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** A task whose main container exited. */
  static TaskObservation exited(int exitCode) {
    return new TaskObservation(
        "arn:task",
        "arn:definition",
        State.STOPPED,
        true,
        false,
        Optional.of(ADDRESS),
        Optional.empty(),
        Optional.empty(),
        Optional.of(NOW),
        Optional.of(
            new StopCause(
                StopCauseKind.EXITED,
                "The server ended by itself with exit code " + exitCode + ": Gone.")),
        Optional.empty(),
        OptionalInt.of(exitCode));
  }
}
