/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.usage.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a running server goes on, is warned or is stopped: a pure function (rule 4 of the
 * domain).
 *
 * <p>A <em>limit</em> is a time past which the server must not run. Hard limits hold in any case: a
 * session's overtime, a booking of the licence, maintenance, the spending cap. The others hold only
 * while no player is known to be there and keep-alive is off. A server that is certainly empty
 * stops at its limit at once; any other is warned ten minutes ahead, and of the spending cap as
 * soon as most of it is spent. A server without an open world is not empty: somebody may install a
 * system, or migrate a world.
 */
public final class ShutdownPolicy {
  /** How long a server runs without an open world after the last sign of who sets it up. */
  private static final Duration SETUP = Duration.ofMinutes(60);

  private final ShutdownInput input;
  private final Instant now;

  private ShutdownPolicy(ShutdownInput input, Instant now) {
    this.input = input;
    this.now = now;
  }

  /**
   * A time past which a server must not run, and why.
   *
   * @param warnFrom when players are warned of it
   * @param canKeepAlive false for a hard limit
   */
  private record Limit(Instant at, Instant warnFrom, StopCause stopCause, boolean canKeepAlive) {
    static Limit hard(Instant at, StopCauseKind kind, String why) {
      return of(at, new StopCause(kind, why), false);
    }

    static Limit soft(Instant at, StopCauseKind kind, String why) {
      return of(at, new StopCause(kind, why), true);
    }

    static Limit of(Instant at, StopCause stopCause, boolean canKeepAlive) {
      return new Limit(at, at.minus(Notice.AHEAD), stopCause, canKeepAlive);
    }
  }

  public static ShutdownDecision decide(ShutdownInput input, Instant now) {
    return new ShutdownPolicy(input, now).decide();
  }

  /**
   * Whether a notice is void: maintenance is over, or the spending cap lasts longer than announced.
   * Notices of other causes are not the policy's. A void notice is withdrawn, but its time still
   * counts for another limit ({@link #decide}).
   */
  public static boolean voids(ShutdownInput input, Notice notice) {
    StopCauseKind kind = notice.stopCause().kind();
    Optional<Instant> spent = input.budget().flatMap(budget -> budget.reaches(100));
    return (kind == StopCauseKind.MAINTENANCE && input.order().isEmpty())
        || (kind == StopCauseKind.SPENDING_CAP
            && spent.filter(at -> !at.isAfter(notice.stopAt())).isEmpty());
  }

  private ShutdownDecision decide() {
    List<Limit> limits =
        Stream.of(ordered(), sessionOver(), booked(), spent(), idle(), withoutWorld(), unseen())
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Limit::at))
            .toList();
    return input.activity().empty() ? whenEmpty(limits) : whenInUse(limits);
  }

  private ShutdownDecision whenEmpty(List<Limit> limits) {
    return limits.stream()
        .findFirst()
        .filter(limit -> !now.isBefore(limit.at()))
        .<ShutdownDecision>map(limit -> new ShutdownDecision.Stop(limit.stopCause()))
        .orElseGet(ShutdownDecision.Keep::new);
  }

  /**
   * The first limit to warn of is not always the first to come: the warning of the spending cap is
   * hours ahead.
   */
  private ShutdownDecision whenInUse(List<Limit> limits) {
    return limits.stream()
        .filter(limit -> !now.isBefore(limit.warnFrom()))
        .findFirst()
        .map(this::warned)
        .orElseGet(ShutdownDecision.Keep::new);
  }

  private ShutdownDecision warned(Limit limit) {
    Optional<Notice> notice = noticeFor(limit);
    if (notice.filter(given -> given.due(now)).isPresent() && !now.isBefore(limit.at())) {
      return new ShutdownDecision.Stop(
          notice
              .filter(given -> !voids(input, given))
              .map(Notice::stopCause)
              .orElse(limit.stopCause()));
    }
    Instant soonest = now.plus(Notice.AHEAD);
    Instant at =
        notice
            .map(Notice::stopAt)
            .filter(stopAt -> !stopAt.isBefore(limit.at()))
            .filter(stopAt -> stopAt.isBefore(soonest))
            .orElseGet(() -> later(limit.at(), soonest));
    return new ShutdownDecision.Warn(at, limit.stopCause(), limit.canKeepAlive());
  }

  /**
   * The present notice, where it counts for this limit. An announced shutdown that was withdrawn
   * still counts as notice for a hard limit: new ten minutes would be too late for those who booked
   * the licence.
   */
  private Optional<Notice> noticeFor(Limit limit) {
    return input.notice().filter(notice -> !limit.canKeepAlive() || !voids(input, notice));
  }

  private Optional<Limit> ordered() {
    return input.order().map(stopCause -> Limit.of(now, stopCause, false));
  }

  /** An empty server stops with its session, any other after the overtime. */
  private Optional<Limit> sessionOver() {
    boolean atOnce = input.activity().empty() && !keptAlive();
    return input
        .session()
        .map(
            slot ->
                Limit.hard(
                    atOnce ? slot.end() : slot.end().plus(Reservation.OVERTIME),
                    StopCauseKind.SESSION_OVER,
                    "The session was over at " + slot.end() + "."));
  }

  private Optional<Limit> booked() {
    return input
        .nextBooking()
        .map(
            start ->
                Limit.hard(
                    start.minus(Reservation.PREPARED_AHEAD),
                    StopCauseKind.BOOKED,
                    "A session is booked on this licence at " + start + "."));
  }

  private Optional<Limit> spent() {
    return input.budget().flatMap(budget -> budget.reaches(100).map(at -> spent(budget, at)));
  }

  private static Limit spent(Budget budget, Instant at) {
    Instant ahead = at.minus(Notice.AHEAD);
    Instant mostSpent = budget.reaches(Budget.WARN_AT_PERCENT).orElse(ahead);
    return new Limit(
        at,
        Collections.min(List.of(mostSpent, ahead)),
        new StopCause(
            StopCauseKind.SPENDING_CAP,
            "The %s that may be spent in %s last until %s."
                .formatted(budget.cap(), budget.month(), at)),
        false);
  }

  private Optional<Limit> idle() {
    if (!input.activity().empty() || keptAlive()) {
      return Optional.empty();
    }
    if (input.activity().everJoined()) {
      Duration idle = input.settings().idle();
      return Optional.of(
          Limit.soft(
              later(input.activity().emptySince().orElseThrow(), begin()).plus(idle),
              StopCauseKind.IDLE,
              "Nobody played for %d minutes.".formatted(idle.toMinutes())));
    }
    Duration neverJoined = input.settings().neverJoined();
    return Optional.of(
        Limit.soft(
            begin().plus(neverJoined),
            StopCauseKind.NEVER_JOINED,
            "Nobody joined within %d minutes.".formatted(neverJoined.toMinutes())));
  }

  private Optional<Limit> withoutWorld() {
    return Optional.of(
            Limit.soft(
                begin().plus(SETUP),
                StopCauseKind.NO_WORLD,
                "No world was open for %d minutes.".formatted(SETUP.toMinutes())))
        .filter(limit -> input.activity().settingUp() && !keptAlive());
  }

  /** Without a readable player count the wall clock rules. */
  private Optional<Limit> unseen() {
    boolean known = input.activity().players().isPresent();
    if (known || keptAlive() || input.session().isPresent()) {
      return Optional.empty();
    }
    Duration longest = input.settings().onDemand();
    return Optional.of(
        Limit.soft(
            input.readyAt().plus(longest),
            StopCauseKind.UNSEEN,
            "It has run for %d hours, and nobody can see whether players are there."
                .formatted(longest.toHours())));
  }

  private boolean keptAlive() {
    return input.activity().keptAliveUntil().filter(now::isBefore).isPresent();
  }

  /**
   * Since when players are waited for. A server that was prepared ahead waits from its session's
   * start on; one that was set up, from the last sign of that on.
   */
  private Instant begin() {
    Instant ready = later(input.readyAt(), input.activity().setupAt().orElse(input.readyAt()));
    return input.session().map(slot -> later(slot.start(), ready)).orElse(ready);
  }

  private static Instant later(Instant one, Instant other) {
    return Collections.max(List.of(one, other));
  }
}
