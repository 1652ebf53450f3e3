/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.UsageSamples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The policy as a table. Times are minutes since the server became ready, at 0; a session, where
 * there is one, is from 5 to 185.
 */
class ShutdownPolicyTest {
  private static final Instant READY = Instant.parse("2026-11-20T18:00:00Z");
  private static final TimeSlot SESSION = new TimeSlot(at(5), at(185));

  @ParameterizedTest(name = "on demand, {0}, at {1}: {2}")
  @CsvSource({
    "nobody ever, 0, keep",
    "nobody ever, 12, keep",
    "nobody ever, 15, stop: Nobody joined within 15 minutes.",
    "nobody ever, 200, stop: Nobody joined within 15 minutes.",
    "left at 100, 100, keep",
    "left at 100, 118, keep",
    "left at 100, 120, stop: Nobody played for 20 minutes.",
    "players, 0, keep",
    "players, 5000, keep",
    "unreadable, 200, keep",
    "unreadable, 348, keep",
    "unreadable, 350, warn for 360 (can keep): It has run for 6 hours",
    "unreadable, 700, warn for 710 (can keep): It has run for 6 hours"
  })
  void onDemand(String players, int minute, String expected) {
    assertDecides(input(players, minute, Optional.empty()), minute, expected);
  }

  @ParameterizedTest(name = "{0}, at {1}: {2}")
  @CsvSource({
    "no world, 16, keep",
    "no world, 49, keep",
    "no world, 50, warn for 60 (can keep): No world was open for 60 minutes.",
    "no world, 58, warn for 68 (can keep): No world was open for 60 minutes.",
    "no world; another answer at 40, 89, keep",
    "no world; another answer at 40, 90, warn for 100 (can keep): No world was open",
    "no world; unreadable at 40, 50, warn for 60 (can keep): No world was open",
    "no world; kept alive at 40 until 100, 99, keep",
    "no world; kept alive at 40 until 100, 100, warn for 110 (can keep): No world was open",
    "no world; kept alive at 40 until 60, 89, keep",
    "no world; kept alive at 40 until 60, 90, warn for 100 (can keep): No world was open",
    "players; world closed at 100, 100, keep",
    "players; world closed at 100, 149, keep",
    "players; world closed at 100, 150, warn for 160 (can keep): No world was open",
    "no world; empty world at 55, 69, keep",
    "no world; empty world at 55, 70, stop: Nobody joined within 15 minutes.",
    "no world; players at 55, 5000, keep",
    "no world; unreadable at 40; unreadable at 350, 350, warn for 360 (can keep): It has run for"
  })
  void aServerWithoutAnOpenWorldIsNotEmpty(String activity, int minute, String expected) {
    ShutdownInput input = input("players", minute, Optional.empty());
    assertDecides(withActivity(input, setup(activity, minute)), minute, expected);
  }

  @ParameterizedTest(name = "in a session without a world, at {0}: {1}")
  @CsvSource({"54, keep", "55, warn for 65 (can keep): No world was open for 60 minutes."})
  void aSessionWaitsForAWorldFromItsStartOn(int minute, String expected) {
    ShutdownInput input = input("players", minute, Optional.of(SESSION));
    assertDecides(withActivity(input, setup("no world", minute)), minute, expected);
  }

  @ParameterizedTest(name = "without a world, warned for 60, {0}, at {1}: {2}")
  @CsvSource({
    "no world, 55, warn for 60 (can keep): No world was open",
    "no world, 60, stop: said before",
    "no world; another answer at 58, 60, keep",
    "no world; empty world at 58, 60, keep",
    "no world; players at 58, 60, keep",
    "no world; kept alive at 58 until 70, 60, keep"
  })
  void anAnnouncedStopHoldsUntilThereIsASignOfUse(String activity, int minute, String expected) {
    ShutdownInput input = input("players", minute, Optional.empty());
    Notice given = new Notice(at(60), new StopCause(StopCauseKind.NO_WORLD, "said before"), true);
    assertDecides(
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            input.nextBooking(),
            setup(activity, minute),
            Optional.of(given),
            input.settings(),
            input.order(),
            input.budget()),
        minute,
        expected);
  }

  @ParameterizedTest(name = "without a world, ordered {0}, booked {1}, session {2}: {3}")
  @CsvSource({
    "true, false, false, warn for 30: Maintenance.",
    "false, true, false, warn for 30: A session is booked",
    "false, false, true, keep"
  })
  void noOtherLimitCutsAnInstallationWithoutNotice(
      boolean ordered, boolean booked, boolean session, String expected) {
    ShutdownInput input = input("players", 20, Optional.of(SESSION).filter(any -> session));
    assertDecides(
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            booked ? Optional.of(at(25)) : Optional.empty(),
            setup("no world", 20),
            input.notice(),
            input.settings(),
            ordered
                ? Optional.of(new StopCause(StopCauseKind.MAINTENANCE, "Maintenance."))
                : Optional.empty(),
            input.budget()),
        20,
        expected);
  }

  @ParameterizedTest(name = "in a session, {0}, at {1}: {2}")
  @CsvSource({
    "nobody ever, 12, keep",
    "nobody ever, 19, keep",
    "nobody ever, 20, stop: Nobody joined within 15 minutes.",
    "left at 100, 120, stop: Nobody played for 20 minutes.",
    "left at 180, 184, keep",
    "left at 180, 185, stop: The session was over",
    "players, 184, keep",
    "players, 234, keep",
    "players, 235, warn for 245: The session was over",
    "players, 300, warn for 310: The session was over",
    "unreadable, 100, keep",
    "unreadable, 233, keep",
    "unreadable, 240, warn for 250: The session was over"
  })
  void inASession(String players, int minute, String expected) {
    assertDecides(input(players, minute, Optional.of(SESSION)), minute, expected);
  }

  @ParameterizedTest(name = "booked by others from 100 on, {0}, at {1}: {2}")
  @CsvSource({
    "players, 84, keep",
    "players, 85, warn for 95: A session is booked",
    "players, 94, warn for 104: A session is booked",
    "left at 80, 94, keep",
    "left at 80, 95, stop: A session is booked",
    "unreadable, 85, warn for 95: A session is booked"
  })
  void beforeABookingOfOthers(String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.empty());
    ShutdownInput booked =
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            Optional.of(at(100)),
            input.activity(),
            input.notice(),
            input.settings(),
            input.order(),
            input.budget());
    assertDecides(booked, minute, expected);
  }

  @ParameterizedTest(name = "warned for {0}, {1}, at {2}: {3}")
  @CsvSource({
    "245, players, 240, warn for 245: The session was over",
    "245, players, 245, stop: said before",
    "250, players, 246, warn for 250: The session was over",
    "245, left at 240, 245, stop: The session was over"
  })
  void afterAWarning(int stopAt, String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.of(SESSION));
    ShutdownInput warned =
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            input.nextBooking(),
            input.activity(),
            Optional.of(
                new Notice(at(stopAt), new StopCause(StopCauseKind.OTHER, "said before"), false)),
            input.settings(),
            input.order(),
            input.budget());
    assertDecides(warned, minute, expected);
  }

  @ParameterizedTest(name = "kept alive until 400, {0}, at {1}: {2}")
  @CsvSource({
    "nobody ever, 200, keep",
    "nobody ever, 399, keep",
    "nobody ever, 400, stop: Nobody joined within 15 minutes.",
    "left at 300, 390, keep",
    "left at 300, 400, stop: Nobody played for 20 minutes.",
    "unreadable, 390, keep",
    "unreadable, 400, warn for 410 (can keep): It has run for 6 hours"
  })
  void keptAlive(String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.empty());
    assertDecides(
        withActivity(input, input.activity().keptAlive(at(400), at(0))), minute, expected);
  }

  @ParameterizedTest(name = "ordered, {0}: {1}")
  @CsvSource({
    "nobody ever, stop: Maintenance.",
    "players, warn for 60: Maintenance.",
    "unreadable, warn for 60: Maintenance."
  })
  void onOrder(String players, String expected) {
    ShutdownInput input = input(players, 50, Optional.empty());
    ShutdownInput ordered =
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            input.nextBooking(),
            withActivity(input, input.activity().keptAlive(at(400), at(0))).activity(),
            input.notice(),
            input.settings(),
            Optional.of(new StopCause(StopCauseKind.MAINTENANCE, "Maintenance.")),
            input.budget());
    assertDecides(ordered, 50, expected);
  }

  @ParameterizedTest(name = "{0} of 5.00 booked, a cent a minute, {1}, at {2}: {3}")
  @CsvSource({
    "0.00, players, 398, keep",
    "0.00, players, 400, warn for 500: The 5.00 USD that may be spent in 2026-11 last until",
    "0.00, players, 499, warn for 509: The 5.00 USD",
    "0.00, players, 700, warn for 710: The 5.00 USD",
    "0.00, left at 490, 499, keep",
    "0.00, left at 490, 500, stop: The 5.00 USD",
    "0.00, unreadable, 340, keep",
    "0.00, unreadable, 400, warn for 410 (can keep): It has run for 6 hours",
    "4.50, players, 0, warn for 50: The 5.00 USD",
    "4.95, players, 0, warn for 10: The 5.00 USD",
    "5.00, nobody ever, 0, stop: The 5.00 USD",
    "7.00, players, 3, warn for 13: The 5.00 USD"
  })
  void ofWhoHasASpendingCap(String booked, String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.empty());
    assertDecides(capped(input, booked), minute, expected);
  }

  @ParameterizedTest(name = "in a session, {0} of 5.00 booked, at {1}: {2}")
  @CsvSource({
    "3.00, 99, keep",
    "3.00, 100, warn for 200: The 5.00 USD",
    "2.00, 199, keep",
    "2.00, 200, warn for 300: The 5.00 USD",
    "2.00, 234, warn for 300: The 5.00 USD",
    "2.00, 235, warn for 245: The session was over"
  })
  void aSessionDoesNotSaveWhoHasASpendingCap(String booked, int minute, String expected) {
    ShutdownInput input = input("players", minute, Optional.of(SESSION));
    assertDecides(capped(input, booked), minute, expected);
  }

  @ParameterizedTest(name = "kept alive, {0} of 5.00 booked, {1}, at {2}: {3}")
  @CsvSource({
    "4.00, nobody ever, 99, keep",
    "4.00, nobody ever, 100, stop: The 5.00 USD",
    "4.00, unreadable, 80, warn for 100: The 5.00 USD"
  })
  void nobodyIsKeptAlivePastTheSpendingCap(
      String booked, String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.empty());
    assertDecides(
        capped(withActivity(input, input.activity().keptAlive(at(400), at(0))), booked),
        minute,
        expected);
  }

  @ParameterizedTest(name = "warned for {0} for {1}, ordered {2}, {3} booked: void {4}")
  @CsvSource({
    "60, MAINTENANCE, true, 0.00, false",
    "60, MAINTENANCE, false, 0.00, true",
    "60, SPENDING_CAP, false, 4.40, false",
    "60, SPENDING_CAP, false, 4.50, false",
    "60, SPENDING_CAP, false, 4.30, true",
    "60, SPENDING_CAP, true, none, true",
    "60, BOOKED, false, none, false",
    "60, SESSION_OVER, false, 0.00, false"
  })
  void aNoticeIsVoidWhenWhatItWasGivenForHoldsNoMore(
      int stopAt, StopCauseKind kind, boolean ordered, String booked, boolean expected) {
    ShutdownInput input = input("players", 50, Optional.empty());
    Notice given = new Notice(at(stopAt), new StopCause(kind, "said before"), false);
    ShutdownInput warned =
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            input.nextBooking(),
            input.activity(),
            Optional.of(given),
            input.settings(),
            ordered
                ? Optional.of(new StopCause(StopCauseKind.MAINTENANCE, "Maintenance."))
                : Optional.empty(),
            booked.equals("none") ? Optional.empty() : Optional.of(budget(booked)));

    assertThat(ShutdownPolicy.voids(warned, given)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "warned of a maintenance for {0} that was lifted, {1}, at {2}: {3}")
  @CsvSource({
    "100, players, 95, warn for 100: A session is booked",
    "100, players, 100, stop: A session is booked",
    "93, players, 92, warn for 102: A session is booked",
    "100, players, 80, keep",
    "365, unreadable, 365, warn for 375 (can keep): It has run for 6 hours"
  })
  void whoWasToldOfAnEndThatHoldsNoMoreIsNotToldAnewOfAnotherThatDoes(
      int stopAt, String players, int minute, String expected) {
    ShutdownInput input = input(players, minute, Optional.empty());
    StopCause lifted = new StopCause(StopCauseKind.MAINTENANCE, "said before");
    boolean booked = minute < 200;
    assertDecides(
        new ShutdownInput(
            input.readyAt(),
            input.session(),
            booked ? Optional.of(at(100)) : Optional.empty(),
            input.activity(),
            Optional.of(new Notice(at(stopAt), lifted, false)),
            input.settings(),
            input.order(),
            input.budget()),
        minute,
        expected);
  }

  @ParameterizedTest(name = "in a session: {0}, {1}, at {2}: {3}")
  @CsvSource({
    "false, nobody ever, 20, NEVER_JOINED",
    "false, left at 30, 60, IDLE",
    "false, unreadable, 700, UNSEEN",
    "true, left at 180, 185, SESSION_OVER",
    "true, players, 240, SESSION_OVER"
  })
  void everyEndHasItsKind(boolean session, String players, int minute, StopCauseKind kind) {
    ShutdownInput input = input(players, minute, Optional.of(SESSION).filter(s -> session));

    StopCauseKind said =
        switch (ShutdownPolicy.decide(input, at(minute))) {
          case ShutdownDecision.Keep() -> throw new AssertionError("it is kept");
          case ShutdownDecision.Warn(Instant at, StopCause stopCause, boolean canKeepAlive) ->
              stopCause.kind();
          case ShutdownDecision.Stop(StopCause stopCause) -> stopCause.kind();
        };
    assertThat(said).isEqualTo(kind);
  }

  private static void assertDecides(ShutdownInput input, int minute, String expected) {
    String actual =
        switch (ShutdownPolicy.decide(input, at(minute))) {
          case ShutdownDecision.Keep() -> "keep";
          case ShutdownDecision.Warn(Instant at, StopCause stopCause, boolean canKeepAlive) ->
              "warn for %d%s: %s"
                  .formatted(minutes(at), canKeepAlive ? " (can keep)" : "", stopCause.why());
          case ShutdownDecision.Stop(StopCause stopCause) -> "stop: " + stopCause.why();
        };
    assertThat(actual).startsWith(expected);
  }

  private static ShutdownInput input(String players, int minute, Optional<TimeSlot> session) {
    return new ShutdownInput(
        READY,
        session,
        Optional.empty(),
        activity(players, minute),
        Optional.empty(),
        ShutdownSettings.usual(),
        Optional.empty(),
        Optional.empty());
  }

  private static ShutdownInput capped(ShutdownInput input, String booked) {
    return new ShutdownInput(
        input.readyAt(),
        input.session(),
        input.nextBooking(),
        input.activity(),
        input.notice(),
        input.settings(),
        input.order(),
        Optional.of(budget(booked)));
  }

  /** Of 5.00 a month, of which a cent is spent each minute. */
  private static Budget budget(String booked) {
    return new Budget(
        UsageSamples.money("5.00", UsageSamples.USD),
        UsageSamples.NOVEMBER,
        UsageSamples.money(booked, UsageSamples.USD),
        Optional.of(new Budget.Meter(READY, new BigDecimal("0.60"))));
  }

  private static ShutdownInput withActivity(ShutdownInput input, PlayerActivity activity) {
    return new ShutdownInput(
        input.readyAt(),
        input.session(),
        input.nextBooking(),
        activity,
        input.notice(),
        input.settings(),
        input.order(),
        input.budget());
  }

  private static PlayerActivity activity(String players, int minute) {
    if (players.startsWith("left at ")) {
      Instant left = at(Integer.parseInt(players.substring("left at ".length())));
      return PlayerActivity.begun().counted(1, READY).counted(0, left).counted(0, at(minute));
    }
    return switch (players) {
      case "nobody ever" -> PlayerActivity.begun().counted(0, READY);
      case "players" -> PlayerActivity.begun().counted(3, at(minute));
      case "unreadable" -> PlayerActivity.begun().counted(2, READY).unreadable(at(minute));
      default -> throw new IllegalArgumentException(players);
    };
  }

  /** What the server said since it was ready, and says still. */
  private static PlayerActivity setup(String said, int minute) {
    PlayerActivity activity = PlayerActivity.begun();
    String last = "";
    for (String each : said.split("; ", -1)) {
      String[] words = each.split(" at ", 2);
      String[] times = words.length > 1 ? words[1].split(" until ", 2) : new String[] {"0"};
      last = words[0].equals("unreadable") || words[0].equals("kept alive") ? last : words[0];
      activity =
          words[0].equals("kept alive")
              ? activity.keptAlive(at(Integer.parseInt(times[1])), at(Integer.parseInt(times[0])))
              : says(activity, words[0], at(Integer.parseInt(times[0])));
    }
    return said.endsWith("unreadable at " + minute) ? activity : says(activity, last, at(minute));
  }

  private static PlayerActivity says(PlayerActivity activity, String said, Instant at) {
    return switch (said) {
      case "players" -> activity.counted(3, at);
      case "empty world" -> activity.counted(0, at);
      case "unreadable" -> activity.unreadable(at);
      default -> activity.settingUp(said, at);
    };
  }

  private static Instant at(int minute) {
    return READY.plus(Duration.ofMinutes(minute));
  }

  private static long minutes(Instant time) {
    return Duration.between(READY, time).toMinutes();
  }
}
