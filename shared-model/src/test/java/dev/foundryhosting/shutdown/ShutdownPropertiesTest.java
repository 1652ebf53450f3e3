/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.UsageSamples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any run, however players come and go and player counts fail. */
class ShutdownPropertiesTest {
  private static final Instant READY = Instant.parse("2026-11-20T18:00:00Z");
  private static final int UNREADABLE = -1;

  /** And below: answers without a world, each another one. */
  private static final int SETUP = -2;

  private static final int SLACK_MINUTES = 15;

  /**
   * One run.
   *
   * @param session whether it is from 5 to 125; else it runs on demand
   * @param bookedAt when others have the licence booked; 0 for never
   * @param readings player counts, five minutes apart
   * @param keptAliveTo minutes; 0 without keep-alive
   * @param spentAt when the month's money is spent, at a cent a minute; 0 for no cap
   * @param orderedAt when maintenance is ordered; 0 for never
   * @param liftedAfter how many minutes later it is lifted
   */
  record Evening(
      boolean session,
      int bookedAt,
      List<Integer> readings,
      int keptAliveTo,
      int spentAt,
      int orderedAt,
      int liftedAfter) {
    boolean orderedAt(int minute) {
      return orderedAt > 0 && minute >= orderedAt && minute < orderedAt + liftedAfter;
    }
  }

  @Provide
  Arbitrary<Evening> evenings() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 400),
            Arbitraries.of(UNREADABLE, 0, 0, 1, 4, SETUP, SETUP, SETUP, SETUP - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(110),
            Arbitraries.of(0, 60, 240),
            Arbitraries.integers().between(-300, 400).map(at -> Math.max(0, at)),
            Arbitraries.integers().between(-600, 300).map(at -> Math.max(0, at)),
            Arbitraries.integers().between(1, 120))
        .as(Evening::new);
  }

  @Property
  void noServerThatMayHavePlayersStopsWithoutTenMinutesNotice(@ForAll("evenings") Evening evening) {
    live(evening);
  }

  @Property
  void whoWorksInTheSetupIsNeitherWarnedNorStoppedWithinAnHour(
      @ForAll("evenings") Evening evening, @ForAll @IntRange(min = 0, max = 49) int minutes) {
    PlayerActivity watch = PlayerActivity.begun();
    int minute = 0;
    for (int said : evening.readings()) {
      watch = reading(said).after(watch, at(minute));
      minute += 5;
    }
    watch = watch.settingUp("another answer", at(minute));
    Evening onDemand = new Evening(false, 0, List.of(), 0, 0, 0, 0);

    assertThat(
            ShutdownPolicy.decide(
                input(onDemand, minute, watch, Optional.empty()), at(minute + minutes)))
        .isEqualTo(new ShutdownDecision.Keep());
  }

  @Property
  void moreIdlenessNeverPostponesAStop(
      @ForAll @IntRange(min = 0, max = 300) int emptySince,
      @ForAll @IntRange(min = 0, max = 300) int more,
      @ForAll boolean session) {
    Instant now = at(300);
    boolean stopped = stops(session, at(emptySince), now);
    boolean stoppedIdleLonger = stops(session, at(Math.max(0, emptySince - more)), now);

    assertThat(stopped && !stoppedIdleLonger).isFalse();
  }

  private static boolean stops(boolean session, Instant emptySince, Instant now) {
    PlayerActivity watch =
        PlayerActivity.begun().counted(1, READY).counted(0, emptySince).counted(0, now);
    Evening evening = new Evening(session, 0, List.of(), 0, 0, 0, 0);
    return ShutdownPolicy.decide(input(evening, 0, watch, Optional.empty()), now)
        instanceof ShutdownDecision.Stop;
  }

  /** Looks every five minutes, as the function does, and does what is decided. */
  private static void live(Evening evening) {
    PlayerActivity watch = PlayerActivity.begun();
    if (evening.keptAliveTo() > 0) {
      watch = watch.keptAlive(at(evening.keptAliveTo()), READY);
    }
    Optional<Notice> notice = Optional.empty();
    Optional<Instant> warnedAt = Optional.empty();
    int minute = 0;
    for (int players : evening.readings()) {
      Instant now = at(minute);
      watch = reading(players).after(watch, now);
      ShutdownInput input = input(evening, minute, watch, notice);
      Optional<Instant> toldFor = notice.map(Notice::stopAt);
      notice = notice.filter(given -> !ShutdownPolicy.voids(input, given));
      switch (ShutdownPolicy.decide(input, now)) {
        case ShutdownDecision.Keep() -> {
          hardEnd(evening).ifPresent(end -> assertThat(now).isBefore(end));
          assertThat(evening.orderedAt(minute)).isFalse();
          notice = Optional.empty();
        }
        case ShutdownDecision.Warn(Instant at, StopCause ending, boolean canKeepAlive) -> {
          assertThat(ending.why()).isNotBlank();
          boolean outdated =
              notice
                  .filter(given -> given.canKeepAlive() && given.stopAt().isBefore(at))
                  .isPresent();
          if (notice.isEmpty() || outdated || at.isBefore(notice.get().stopAt())) {
            if (!toldFor.equals(Optional.of(at))) {
              warnedAt = Optional.of(now);
              assertThat(at).isAfterOrEqualTo(now.plus(Notice.AHEAD));
            }
            notice = Optional.of(new Notice(at, ending, canKeepAlive));
          }
          assertEndsInTime(evening, now);
        }
        case ShutdownDecision.Stop(StopCause ending) -> {
          assertThat(ending.why()).isNotBlank();
          if (players != 0) {
            assertThat(warnedAt.map(at -> at.plus(Notice.AHEAD)))
                .hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(now));
          }
          return;
        }
      }
      minute += 5;
    }
  }

  private static PlayerCounts.Reading reading(int players) {
    if (players == UNREADABLE) {
      return PlayerCounts.Reading.unreadable();
    }
    return players <= SETUP
        ? PlayerCounts.Reading.setup("answer " + players, Optional.empty())
        : PlayerCounts.Reading.counted(players);
  }

  /** A server stops within a quarter of an hour after its limit, also after a late tick. */
  private static void assertEndsInTime(Evening evening, Instant now) {
    hardEnd(evening)
        .filter(end -> end.isAfter(READY))
        .ifPresent(end -> assertThat(now).isBefore(end.plus(Duration.ofMinutes(SLACK_MINUTES))));
  }

  private static Optional<Instant> hardEnd(Evening evening) {
    Optional<Instant> session =
        evening.session() ? Optional.of(at(125).plus(Reservation.OVERTIME)) : Optional.empty();
    Optional<Instant> booked =
        evening.bookedAt() > 0 ? Optional.of(at(evening.bookedAt() - 5)) : Optional.empty();
    Optional<Instant> spent =
        evening.spentAt() > 0 ? Optional.of(at(evening.spentAt())) : Optional.empty();
    return Stream.of(session, booked, spent).flatMap(Optional::stream).min(Instant::compareTo);
  }

  private static ShutdownInput input(
      Evening evening, int minute, PlayerActivity watch, Optional<Notice> notice) {
    return new ShutdownInput(
        READY,
        evening.session() ? Optional.of(new TimeSlot(at(5), at(125))) : Optional.empty(),
        evening.bookedAt() > 0 ? Optional.of(at(evening.bookedAt())) : Optional.empty(),
        watch,
        notice,
        ShutdownSettings.usual(),
        evening.orderedAt(minute)
            ? Optional.of(new StopCause(StopCauseKind.MAINTENANCE, "Maintenance."))
            : Optional.empty(),
        evening.spentAt() > 0 ? Optional.of(budget(evening.spentAt())) : Optional.empty());
  }

  private static Budget budget(int cents) {
    return new Budget(
        Money.ofMinor(cents, UsageSamples.USD),
        UsageSamples.NOVEMBER,
        Money.zero(UsageSamples.USD),
        Optional.of(new Budget.Meter(READY, new BigDecimal("0.60"))));
  }

  private static Instant at(int minute) {
    return READY.plus(Duration.ofMinutes(minute));
  }
}
