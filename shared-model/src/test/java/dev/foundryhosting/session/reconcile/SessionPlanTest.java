/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.ALICES;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.Servers;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.reconcile.SessionAction.Adopt;
import dev.foundryhosting.session.reconcile.SessionAction.Announce;
import dev.foundryhosting.session.reconcile.SessionAction.Close;
import dev.foundryhosting.session.reconcile.SessionAction.EndSharing;
import dev.foundryhosting.session.reconcile.SessionAction.Publish;
import dev.foundryhosting.session.reconcile.SessionAction.Reconcile;
import dev.foundryhosting.session.reconcile.SessionAction.Requeue;
import dev.foundryhosting.session.reconcile.SessionAction.Save;
import dev.foundryhosting.session.reconcile.SessionAction.Start;
import dev.foundryhosting.session.reconcile.SessionAction.Stop;
import dev.foundryhosting.session.reconcile.SessionAction.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A situation, the time from the session's start, and what is next. */
class SessionPlanTest {
  private static final Reservation BOOKED =
      new Reservation(ALICES, new TimeSlot(EIGHT, END), new SessionId("session-1"), BOB);
  private static final Reservation EARLIER =
      new Reservation(
          ALICES,
          new TimeSlot(EIGHT.minus(Duration.ofHours(3)), EIGHT.minus(Duration.ofMinutes(15))),
          new SessionId("session-0"),
          BOB);
  private static final LicenseId BOBS = LicenseId.ofOwner(BOB);

  private static final Session SCHEDULED =
      published(
          Session.booked(
              BOOKED, new SessionText("Dragons", no(), no()), ALICE, PlatformFixture.BEGIN));
  private static final Session PREPARING = published(SCHEDULED.preparing(at(-5)));
  private static final Session LATE = published(SCHEDULED.preparing(at(60)));
  private static final Session LAST_MINUTE = published(SCHEDULED.preparing(at(170)));
  private static final Session ACTIVE =
      published(PREPARING.active("name-200000000000000002", at(-3)));
  private static final Session COMPLETED = published(ACTIVE.completed(at(240), at(180)));
  private static final Session CANCELLED = published(ACTIVE.cancelled("Ill.", at(10), at(10)));
  private static final Session WARNED = published(ACTIVE.failed("Taken back.", at(20), at(10)));

  private static final Instance CREATED = Servers.created(BOB);
  private static final Instance STARTING = Servers.starting(BOB, ALICES, Optional.of(BOOKED));
  private static final Instance SERVING = Servers.running(BOB, ALICES, Optional.of(BOOKED));
  private static final Instance EARLIER_ONE = Servers.running(BOB, ALICES, Optional.of(EARLIER));
  private static final Instance ELSEWHERE = Servers.running(BOB, BOBS, no());
  private static final Instance OWNER = Servers.running(ALICE, ALICES, no());

  static Stream<Arguments> rows() {
    return Stream.of(
        // Events are published first.
        row("something to tell", of(ACTIVE.cancelled("Ill.", at(1), at(1))), at(1), new Publish()),

        // The server, or the licence, is gone.
        row(
            "no server",
            new SessionContext(SCHEDULED, Optional.of(lent()), no(), no()),
            at(-90),
            new Close(SCHEDULED.cancelled("The server was destroyed.", at(-90), at(-90)))),
        row(
            "a server that goes",
            of(ACTIVE).with(Servers.destroying(SERVING)),
            at(30),
            new Close(ACTIVE.cancelled("The server was destroyed.", at(30), at(30)))),
        row(
            "no licence",
            new SessionContext(SCHEDULED, no(), Optional.of(CREATED), no()),
            at(-90),
            new Close(SCHEDULED.failed("The owner took the licence back.", at(-80), at(-90)))),
        row(
            "a licence taken back",
            of(ACTIVE).with(SERVING).on(lent().in(SharingState.WITHDRAWN)),
            at(30),
            new Close(ACTIVE.failed("The owner took the licence back.", at(40), at(30)))),
        row(
            "a licence that is private again",
            of(PREPARING).on(lent().in(SharingState.PRIVATE)),
            at(-4),
            new Close(PREPARING.failed("The owner took the licence back.", at(6), at(-4)))),
        row(
            "a licence whose lending is to stop",
            of(SCHEDULED).on(lent().in(SharingState.STOPPING)),
            at(-5),
            new Save(SCHEDULED.preparing(at(-5)))),

        // Before it begins.
        row("long before", of(SCHEDULED), at(-16), rest(-15)),
        row("a quarter before, and free", of(SCHEDULED), at(-15), rest(-5)),
        row(
            "a quarter before, and the owner plays",
            of(SCHEDULED).heldBy(OWNER),
            at(-15),
            announce(ALICE, OWNER, notice(-5, "A session is booked on this licence at " + EIGHT))),
        row(
            "less than ten minutes before the preparation, and the owner plays",
            of(SCHEDULED).heldBy(OWNER),
            at(-7),
            announce(ALICE, OWNER, notice(3, "A session is booked on this licence at " + EIGHT))),
        row(
            "the owner knows",
            of(SCHEDULED).heldBy(Servers.noticed(OWNER, notice(-5, "Soon"))),
            at(-14),
            rest(-5)),
        row(
            "the owner knows of an earlier end",
            of(SCHEDULED).heldBy(Servers.noticed(OWNER, notice(-9, "Soon"))),
            at(-14),
            rest(-9)),
        row(
            "the owner knows of a later end only",
            of(SCHEDULED).heldBy(Servers.noticed(OWNER, notice(60, "Later"))),
            at(-15),
            announce(ALICE, OWNER, notice(-5, "A session is booked on this licence at " + EIGHT))),
        row(
            "the owner was told late",
            of(SCHEDULED).heldBy(Servers.noticed(OWNER, notice(2, "Soon"))),
            at(-8),
            rest(-5)),
        row(
            "in preparation, and the owner ends in a moment",
            of(PREPARING).heldBy(Servers.noticed(OWNER, notice(2, "Soon"))),
            at(2).minusSeconds(20),
            rest(2)),
        row(
            "the announced end has come",
            of(SCHEDULED).heldBy(Servers.noticed(OWNER, notice(-9, "Soon"))),
            at(-9),
            new Reconcile(ALICE)),
        row(
            "the owner's server is ending",
            of(SCHEDULED).heldBy(Servers.stopping(OWNER)),
            at(-9),
            new Reconcile(ALICE)),
        row(
            "the user plays on another licence",
            of(SCHEDULED).with(ELSEWHERE),
            at(-15),
            announce(
                BOB,
                ELSEWHERE,
                notice(-5, "Your session at " + EIGHT + " runs on another licence"))),
        row("the user plays on this licence", of(SCHEDULED).with(EARLIER_ONE), at(-15), rest(-5)),
        row("five minutes before", of(SCHEDULED), at(-5), new Save(SCHEDULED.preparing(at(-5)))),
        row(
            "the last moment",
            of(SCHEDULED),
            END.minusMillis(1),
            new Save(SCHEDULED.preparing(END.minusMillis(1)))),
        row(
            "missed altogether",
            of(SCHEDULED),
            END,
            new Close(SCHEDULED.failed("It could not be prepared in time.", END, END))),
        row(
            "missed altogether, and its user plays",
            of(SCHEDULED).with(SERVING),
            END,
            new Close(SCHEDULED.completed(at(240), END))),
        row(
            "missed altogether, and its server only starts",
            of(SCHEDULED).with(STARTING),
            END,
            new Close(SCHEDULED.failed("It could not be prepared in time.", END, END))),

        // While its server is started.
        row("nothing runs", of(PREPARING), at(-4), new Start()),
        row("stopped", of(PREPARING).with(Servers.stopped(SERVING)), at(-4), new Start()),
        row(
            "still being made",
            of(PREPARING).with(Servers.creating(BOB)),
            at(-4),
            new Reconcile(BOB)),
        row(
            "still ending",
            of(PREPARING).with(Servers.stopping(SERVING)),
            at(-4),
            new Reconcile(BOB)),
        row("starting", of(PREPARING).with(STARTING), at(-4), new Reconcile(BOB)),
        row(
            "ready",
            of(PREPARING).with(SERVING),
            at(-3),
            new Save(PREPARING.active("name-200000000000000002", at(-3)))),
        row(
            "the user's server runs on this licence",
            of(PREPARING).with(EARLIER_ONE),
            at(-5),
            new Adopt(EARLIER_ONE.run().orElseThrow().runId())),
        row(
            "the user's server runs on another licence",
            of(PREPARING).with(Servers.noticed(ELSEWHERE, notice(2, "Soon"))),
            at(-4),
            new Requeue(Optional.of(at(-4).plusSeconds(45)))),
        row(
            "the owner plays on",
            of(PREPARING).heldBy(OWNER),
            at(-4),
            announce(ALICE, OWNER, notice(6, "A session is booked on this licence at " + EIGHT))),
        row(
            "the last moment to be ready",
            of(PREPARING).with(STARTING),
            at(15).minusMillis(1),
            new Reconcile(BOB)),
        row(
            "not ready in time",
            of(PREPARING).with(STARTING),
            at(15),
            new Close(
                PREPARING.failed(
                    "The server was not ready 15 minutes after the start.", at(15), at(15)))),
        row(
            "not ready in time for a reason",
            of(PREPARING.startFailed("No place.", at(14))),
            at(15),
            new Close(
                PREPARING.failed(
                    "The server was not ready 15 minutes after the start. No place.",
                    at(15),
                    at(15)))),
        row("ready at the very last", of(PREPARING).with(SERVING), at(15), become(PREPARING, 15)),
        row("tried late", of(LATE), at(74), new Start()),
        row(
            "tried late, and in vain",
            of(LATE),
            at(75),
            new Close(
                LATE.failed(
                    "The server was not ready 15 minutes after the start.", at(75), at(75)))),
        row("tried just before the end", of(LAST_MINUTE), END.minusMillis(1), new Start()),
        row(
            "tried just before the end, and in vain",
            of(LAST_MINUTE),
            END,
            new Close(
                LAST_MINUTE.failed(
                    "The server was not ready 15 minutes after the start.", END, END))),

        // While it is on.
        row("on", of(ACTIVE).with(SERVING), at(1), rest(180)),
        row("on, and the server was stopped", of(ACTIVE), at(1), rest(180)),
        row("on, just before the end", of(ACTIVE), END.minusMillis(1), rest(180)),
        row("over", of(ACTIVE).with(SERVING), END, new Close(ACTIVE.completed(at(240), END))),

        // When it is over.
        row(
            "over for long, and nobody looked",
            of(ACTIVE).with(SERVING),
            at(300),
            new Close(ACTIVE.completed(at(310), at(300)))),
        row(
            "over, and the server runs",
            of(COMPLETED).with(SERVING),
            at(181),
            announce(BOB, SERVING, over(240, "The session ended at " + END))),
        row(
            "over, and the end is announced",
            of(COMPLETED).with(Servers.noticed(SERVING, over(240, "Over"))),
            at(181),
            new Save(COMPLETED.stopArranged(at(181)))),
        row(
            "over, and a later end is announced",
            of(COMPLETED).with(Servers.noticed(SERVING, over(241, "Over"))),
            at(181),
            announce(BOB, SERVING, over(240, "The session ended at " + END))),
        row(
            "over, and an end is announced that may be taken back",
            of(COMPLETED).with(Servers.noticed(SERVING, maintenance(200))),
            at(181),
            new Requeue(Optional.of(at(181).plus(SessionPlan.LOOK_AGAIN)))),
        row(
            "over for an hour",
            of(COMPLETED).with(SERVING),
            at(240),
            announce(BOB, SERVING, over(250, "The session ended at " + END))),
        row(
            "over for an hour, and the end is announced",
            of(COMPLETED).with(Servers.noticed(SERVING, over(249, "Over"))),
            at(240),
            new Save(COMPLETED.stopArranged(at(240)))),
        row(
            "to end in less than ten minutes, and nobody was told",
            of(COMPLETED).with(SERVING),
            at(235),
            announce(BOB, SERVING, over(245, "The session ended at " + END))),
        row(
            "over, and the server serves another session",
            of(COMPLETED).with(EARLIER_ONE),
            at(181),
            new Save(COMPLETED.stopArranged(at(181)))),
        row(
            "over, and the server is ending",
            of(COMPLETED).with(Servers.stopping(SERVING)),
            at(181),
            new Save(COMPLETED.stopArranged(at(181)))),
        row(
            "called off, and the server runs",
            of(CANCELLED).with(SERVING),
            at(10),
            new Stop(
                Target.of(BOB, SERVING.run().orElseThrow()),
                new StopCause(StopCauseKind.SESSION_CANCELLED, "Ill."))),
        row(
            "failed with notice",
            of(WARNED).with(SERVING),
            at(10),
            announce(
                BOB,
                SERVING,
                new Notice(
                    at(20), new StopCause(StopCauseKind.SESSION_FAILED, "Taken back."), false))),
        row(
            "failed with notice, since the licence was taken back",
            of(WARNED).with(SERVING).on(lent().in(SharingState.WITHDRAWN)),
            at(10),
            announce(
                BOB,
                SERVING,
                new Notice(
                    at(20), new StopCause(StopCauseKind.LICENSE_WITHDRAWN, "Taken back."), false))),
        row(
            "arranged, and the lending is to stop",
            of(COMPLETED.stopArranged(END)).on(lent().in(SharingState.STOPPING)),
            at(181),
            new EndSharing()),
        row("arranged", of(COMPLETED.stopArranged(END)), at(181), new Requeue(no())),
        row(
            "arranged, and the licence is gone",
            new SessionContext(CANCELLED.stopArranged(END), no(), no(), no()),
            at(181),
            new Requeue(no())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void nextIs(String what, SessionContext situation, Instant now, SessionAction action) {
    assertThat(SessionPlan.next(situation, now)).isEqualTo(action);
  }

  @Test
  void everyActionAndEveryStatusIsSomewhere() {
    assertThat(rows().map(row -> row.get()[3].getClass().getSimpleName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(SessionAction.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
    assertThat(rows().map(row -> ((SessionContext) row.get()[1]).session().status()).distinct())
        .containsExactlyInAnyOrder(SessionStatus.values());
  }

  @Test
  void unpublishedEventsDoNotStopTheSessionAndAreRetriedSoon() {
    Session unpublished = SCHEDULED.cancelled("Ill.", at(-90), at(-90));
    Session over = unpublished.stopArranged(at(-90));
    Session active = PREPARING.active("name-200000000000000002", at(-3));

    assertThat(SessionPlan.nextUnpublished(of(unpublished).with(SERVING).situation(), at(-90)))
        .isInstanceOf(Stop.class);
    assertThat(SessionPlan.nextUnpublished(of(over).situation(), at(-90)))
        .isEqualTo(new Requeue(Optional.of(at(-90).plusSeconds(45))));
    assertThat(SessionPlan.nextUnpublished(of(active).situation(), at(-3)))
        .isEqualTo(new Requeue(Optional.of(at(-3).plusSeconds(45))));
    assertThat(SessionPlan.nextUnpublished(of(active).situation(), END.minusSeconds(1)))
        .isEqualTo(new Requeue(Optional.of(END)));
    assertThat(SessionPlan.nextUnpublished(of(published(over)).situation(), at(-90)))
        .isEqualTo(new Requeue(no()));
  }

  @Test
  void anOpenSessionIsAlwaysDue() {
    assertThatThrownBy(() -> ACTIVE.due(no())).isInstanceOf(IllegalArgumentException.class);
    assertThat(COMPLETED.due(no()).dueAt()).isEmpty();
  }

  private static Arguments row(String what, Given given, Instant now, SessionAction action) {
    return row(what, given.situation(), now, action);
  }

  private static Arguments row(
      String what, SessionContext situation, Instant now, SessionAction action) {
    return Arguments.of(what, situation, now, action);
  }

  /** A situation that is being put together. */
  private record Given(
      Session session, License license, Instance server, Optional<Instance> holder) {
    Given with(Instance other) {
      return new Given(session, license, other, holder);
    }

    Given on(License other) {
      return new Given(session, other, server, holder);
    }

    Given heldBy(Instance other) {
      return new Given(session, license, server, Optional.of(other));
    }

    SessionContext situation() {
      return new SessionContext(session, Optional.of(license), Optional.of(server), holder);
    }
  }

  private static Given of(Session session) {
    return new Given(session, lent(), CREATED, no());
  }

  private static SessionAction rest(int minute) {
    return new Requeue(Optional.of(at(minute)));
  }

  private static SessionAction become(Session preparing, int minute) {
    return new Save(preparing.active("name-200000000000000002", at(minute)));
  }

  private static SessionAction announce(UserId user, Instance instance, Notice notice) {
    return new Announce(Target.of(user, instance.run().orElseThrow()), notice);
  }

  private static Notice notice(int minute, String why) {
    return new Notice(at(minute), new StopCause(StopCauseKind.BOOKED, why + "."), false);
  }

  private static Notice maintenance(int minute) {
    return new Notice(at(minute), new StopCause(StopCauseKind.MAINTENANCE, "We move."), false);
  }

  private static Notice over(int minute, String why) {
    return new Notice(at(minute), new StopCause(StopCauseKind.SESSION_OVER, why + "."), false);
  }

  private static License lent() {
    return License.registered(
        ALICE,
        new Credentials(true, true, Optional.of("arn:secret")),
        SharingState.SHARED,
        PlatformFixture.BEGIN);
  }

  private static Session published(Session session) {
    return session.published(session.outbox());
  }

  private static Instant at(int minute) {
    return EIGHT.plus(Duration.ofMinutes(minute));
  }

  private static <T> Optional<T> no() {
    return Optional.empty();
  }
}
