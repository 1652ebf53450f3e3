/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.reconcile.RestartPolicy;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.usage.Budget;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sweep read about a running server besides its record, and what follows for the record.
 *
 * @param runId the run that was read about
 * @param reading what the server said
 * @param lost whether neither the load balancer nor the player count reached it for long
 * @param order of maintenance
 * @param budget of a user with a spending cap
 */
record ServerCheck(
    String runId,
    PlayerCounts.Reading reading,
    boolean lost,
    BookedTimes.Found booked,
    Optional<StopCause> order,
    Optional<Budget> budget) {
  private static final String LOST = "The server did not answer for a quarter of an hour.";

  /** The record with the player count and the shutdown policy's decision; pure. */
  Instance applyTo(Instance instance, Instant now) {
    if (!instance.runs(runId) || instance.status() != Status.RUNNING) {
      return instance;
    }
    Run run = instance.run().orElseThrow();
    PlayerActivity activity = reading.after(run.activity(), now);
    Instance counted =
        instance
            .withActivity(activity)
            .withAttention(attention(instance, run))
            .with(reading.world().map(instance.world()::opened).orElse(instance.world()));
    if (lost) {
      StopCause unreadable = new StopCause(StopCauseKind.UNREADABLE, LOST);
      return RestartPolicy.afterUnresponsive(counted, unreadable, now);
    }
    Optional<Notice> notice =
        run.notice().filter(given -> !booked.obsoleteNotice().equals(Optional.of(given)));
    ShutdownInput input =
        new ShutdownInput(
            run.readyAt().orElseThrow(),
            run.booking().map(Reservation::slot),
            booked.next(),
            activity,
            notice,
            instance.settings(),
            order,
            budget);
    boolean valid = notice.filter(given -> !ShutdownPolicy.voids(input, given)).isPresent();
    Instance current = valid ? counted : counted.withoutNotice(now);
    return switch (ShutdownPolicy.decide(input, now)) {
      case ShutdownDecision.Keep() -> withoutSoftNotice(current, now);
      case ShutdownDecision.Warn(Instant at, StopCause stopCause, boolean canKeepAlive) ->
          warned(current, new Notice(at, stopCause, canKeepAlive), now);
      case ShutdownDecision.Stop(StopCause stopCause) ->
          current.stopping(Optional.of(stopCause), now);
    };
  }

  /**
   * Foundry opens no world before the agreement is accepted. Players come to a session for the
   * world that was chosen for it; on demand, or without a choice, the user may open any. An answer
   * that cannot be read says nothing.
   */
  private Optional<Attention> attention(Instance instance, Run run) {
    if (reading.players().isEmpty()) {
      return run.attention();
    }
    Optional<WorldName> promised =
        run.world()
            .filter(any -> run.booking().isPresent())
            .filter(world -> instance.world().chosen().equals(Optional.of(world)));
    boolean otherWorld =
        promised.isPresent() && reading.world().isPresent() && !reading.world().equals(promised);
    return reading
        .attention()
        .or(
            () ->
                Optional.of(Attention.OPEN_A_WORLD)
                    .filter(any -> reading.setup().isPresent() || otherWorld));
  }

  /** A notice that could be put off gives way to a later one. */
  private static Instance warned(Instance instance, Notice notice, Instant now) {
    boolean outdated =
        instance
            .run()
            .flatMap(Run::notice)
            .filter(given -> given.canKeepAlive() && given.stopAt().isBefore(notice.stopAt()))
            .isPresent();
    Instance before = outdated ? instance.withoutNotice(now) : instance;
    return DomainEvents.withEvents(before, before.noticed(notice, now), now);
  }

  private static Instance withoutSoftNotice(Instance instance, Instant now) {
    return instance.run().flatMap(Run::notice).filter(Notice::canKeepAlive).isPresent()
        ? instance.withoutNotice(now)
        : instance;
  }
}
