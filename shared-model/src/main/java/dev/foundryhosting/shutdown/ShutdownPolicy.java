package dev.foundryhosting.shutdown;

import static java.util.Comparator.naturalOrder;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.usage.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a running server goes on, is told that it will end, or is stopped: a pure function (rule
 * 4 of the domain).
 *
 * <p>An <em>end</em> is a time past which the server must not run. Some ends no user can put off:
 * the session's hour of overtime, a booking of the licence, an order of the platform, the month's
 * money. Others hold only as long as nobody is known to play and nobody asked to keep the server. A
 * server that is empty for certain is stopped at its end at once; any other is told ten minutes
 * ahead, and of the month's money as soon as most of it is spent.
 */
public final class ShutdownPolicy {
  /** So long after its end a session's server may still run. */
  static final Duration OVERTIME = Duration.ofHours(1);

  /** A server that nothing ends is looked at again after so long. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final ShutdownInput standing;
  private final Instant now;

  private ShutdownPolicy(ShutdownInput standing, Instant now) {
    this.standing = standing;
    this.now = now;
  }

  /**
   * A time past which a server must not run, and why.
   *
   * @param announcedFrom from when on it is announced
   */
  private record End(Instant at, Instant announcedFrom, StopCause ending, boolean canKeepAlive) {
    End(Instant at, StopCauseKind kind, String why, boolean canKeepAlive) {
      this(at, new StopCause(kind, why), canKeepAlive);
    }

    End(Instant at, StopCause ending, boolean canKeepAlive) {
      this(at, at.minus(Notice.AHEAD), ending, canKeepAlive);
    }
  }

  public static ShutdownDecision decide(ShutdownInput standing, Instant now) {
    return new ShutdownPolicy(standing, now).decide();
  }

  /**
   * Whether what was announced of a server's end is void: the maintenance was lifted, or there is
   * more money than there was. What others announced is not for the policy to judge. It is taken
   * back, but its time still counts for an end that holds ({@link #decide}).
   */
  public static boolean voids(ShutdownInput standing, Notice given) {
    StopCauseKind kind = given.stopCause().kind();
    boolean lifted = kind == StopCauseKind.MAINTENANCE && standing.order().isEmpty();
    boolean moneyLeft =
        kind == StopCauseKind.SPENDING_CAP
            && standing
                .budget()
                .flatMap(budget -> budget.reaches(100))
                .filter(at -> !at.isAfter(given.stopAt()))
                .isEmpty();
    return lifted || moneyLeft;
  }

  private ShutdownDecision decide() {
    List<End> ends =
        Stream.of(ordered(), sessionOver(), booked(), spent(), idle(), unseen())
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(End::at))
            .toList();
    if (ends.isEmpty()) {
      return new ShutdownDecision.Keep(now.plus(LOOK_AGAIN));
    }
    return standing.activity().empty() ? whenEmpty(ends.getFirst()) : announced(ends);
  }

  /** Nobody is there who would need to be told. */
  private ShutdownDecision whenEmpty(End end) {
    return now.isBefore(end.at()) ? keepUntil(end.at()) : new ShutdownDecision.Stop(end.ending());
  }

  /**
   * The first end that is to be told by now: not always the first to come, since that of the
   * month's money is told so long ahead.
   */
  private ShutdownDecision announced(List<End> ends) {
    return ends.stream()
        .filter(end -> !now.isBefore(end.announcedFrom()))
        .findFirst()
        .map(this::announced)
        .orElseGet(
            () ->
                keepUntil(ends.stream().map(End::announcedFrom).min(naturalOrder()).orElseThrow()));
  }

  private ShutdownDecision announced(End end) {
    Optional<Notice> given = given(end);
    if (given.filter(notice -> notice.due(now)).isPresent() && !now.isBefore(end.at())) {
      return new ShutdownDecision.Stop(
          given
              .map(Notice::stopCause)
              .filter(said -> !voids(standing, given.get()))
              .orElse(end.ending()));
    }
    Instant soonest = now.plus(Notice.AHEAD);
    Instant at =
        given
            .map(Notice::stopAt)
            .filter(stopAt -> !stopAt.isBefore(end.at()))
            .filter(stopAt -> stopAt.isBefore(soonest))
            .orElseGet(() -> end.at().isBefore(soonest) ? soonest : end.at());
    return new ShutdownDecision.Warn(at, end.ending(), end.canKeepAlive());
  }

  /**
   * What was announced before, as far as it counts for this end. Whoever was told of an end that
   * holds no more was told ten minutes ahead all the same: another one that nobody can put off
   * begins no warning anew, or it would come too late for those who have the licence booked.
   */
  private Optional<Notice> given(End end) {
    return standing.notice().filter(notice -> !end.canKeepAlive() || !voids(standing, notice));
  }

  private ShutdownDecision keepUntil(Instant time) {
    Instant usual = now.plus(LOOK_AGAIN);
    return new ShutdownDecision.Keep(time.isBefore(usual) ? time : usual);
  }

  private Optional<End> ordered() {
    return standing.order().map(ending -> new End(now, ending, false));
  }

  /** With its session a server ends as soon as it is empty, and after an hour in any case. */
  private Optional<End> sessionOver() {
    return standing
        .session()
        .map(
            slot -> {
              boolean atOnce = standing.activity().empty() && !keptAlive();
              return new End(
                  atOnce ? slot.end() : slot.end().plus(OVERTIME),
                  StopCauseKind.SESSION_OVER,
                  "The session was over at " + slot.end() + ".",
                  false);
            });
  }

  private Optional<End> booked() {
    return standing
        .nextBooking()
        .map(
            start ->
                new End(
                    start.minus(Reservation.PREPARED_AHEAD),
                    StopCauseKind.BOOKED,
                    "A session is booked on this licence at " + start + ".",
                    false));
  }

  /** The more of the month's money is spent, the less is left to be surprised by. */
  private Optional<End> spent() {
    return standing.budget().flatMap(budget -> budget.reaches(100).map(at -> spent(budget, at)));
  }

  private static End spent(Budget budget, Instant at) {
    Instant ahead = at.minus(Notice.AHEAD);
    Instant mostSpent = budget.reaches(Budget.WARN_AT_PERCENT).orElse(ahead);
    return new End(
        at,
        mostSpent.isBefore(ahead) ? mostSpent : ahead,
        new StopCause(
            StopCauseKind.SPENDING_CAP,
            "The %s that may be spent in %s last until %s."
                .formatted(budget.cap(), budget.month(), at)),
        false);
  }

  private Optional<End> idle() {
    if (!standing.activity().empty() || keptAlive()) {
      return Optional.empty();
    }
    if (standing.activity().everJoined()) {
      Duration idle = standing.settings().idle();
      return Optional.of(
          new End(
              later(standing.activity().emptySince().orElseThrow(), begin()).plus(idle),
              StopCauseKind.IDLE,
              "Nobody played for %d minutes.".formatted(idle.toMinutes()),
              true));
    }
    Duration neverJoined = standing.settings().neverJoined();
    return Optional.of(
        new End(
            begin().plus(neverJoined),
            StopCauseKind.NEVER_JOINED,
            "Nobody joined within %d minutes.".formatted(neverJoined.toMinutes()),
            true));
  }

  /** Without a readable player count the wall clock rules. */
  private Optional<End> unseen() {
    boolean known = standing.activity().players().isPresent();
    if (known || keptAlive() || standing.session().isPresent()) {
      return Optional.empty();
    }
    Duration longest = standing.settings().onDemand();
    return Optional.of(
        new End(
            standing.readyAt().plus(longest),
            StopCauseKind.UNSEEN,
            "It has run for %d hours, and nobody can see whether players are there."
                .formatted(longest.toHours()),
            true));
  }

  private boolean keptAlive() {
    return standing.activity().keptAliveUntil().filter(now::isBefore).isPresent();
  }

  /** A server that was prepared ahead waits for its players from the session's start on. */
  private Instant begin() {
    return standing
        .session()
        .map(slot -> later(slot.start(), standing.readyAt()))
        .orElse(standing.readyAt());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
