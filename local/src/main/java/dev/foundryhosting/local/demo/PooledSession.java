/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A user without a licence plays a session on another user's licence, from booking to end. */
final class PooledSession {
  private static final String OWNERS_HOST = "olga";
  private static final String BORROWERS_HOST = "paul";
  private static final String KEY = "LENTLENTLENTLENTLENTLENT";
  private static final Duration LENGTH = Duration.ofHours(4);

  private final DemoUser owner;
  private final DemoUser borrower;
  private final UserResources resources;

  private Instant start = Instant.MAX;
  private SessionId sessionId = new SessionId("none");

  PooledSession(DemoUser owner, DemoUser borrower, UserResources resources) {
    this.owner = owner;
    this.borrower = borrower;
    this.resources = resources;
  }

  void play(Script script) {
    lendAndBook(script);
    ownerPlays(script);
    prepare(script);
    playOn(script);
    end(script);
    leave(script);
  }

  private void lendAndBook(Script script) {
    script.step(
        "an owner gets a server, and lends the licence to the pool",
        () -> {
          owner.act(Action.CREATE, DemoUser.registration(OWNERS_HOST, Optional.of(KEY)));
          owner.until(Status.CREATED);
          LicenseAnswer licence =
              owner.act(Action.SET_LICENSE_SHARING, new LicenseRequest.SetSharing(true));
          DemoFailure.expect("sharing", "shared", licence.sharing().text());
          return licence.licenseId().value();
        });
    script.step(
        "another user has none, and may not play on demand",
        () -> {
          borrower.act(Action.CREATE, DemoUser.registration(BORROWERS_HOST, Optional.empty()));
          borrower.until(Status.CREATED);
          return borrower.refused(ErrorCode.LICENSE_UNAVAILABLE, Action.START, NoFields.NONE);
        });
    script.step(
        "but books a session on the owner's, who gets a message",
        () -> {
          // Far enough ahead that the owner may still play on demand.
          start = borrower.now().plus(Duration.ofMinutes(45)).truncatedTo(ChronoUnit.MINUTES);
          SessionAnswer session = borrower.act(Action.SCHEDULE_SESSION, booking());
          DemoFailure.expect("licence", LicenseId.ofOwner(owner.id()), session.licenseId());
          sessionId = session.sessionId();
          owner.untilNotified("LicenseBorrowed");
          return "%s to %s".formatted(start, start.plus(LENGTH));
        });
    script.step(
        "the same time cannot be booked twice",
        () -> owner.refused(ErrorCode.SESSION_CONFLICT, Action.SCHEDULE_SESSION, booking()));
  }

  private void ownerPlays(Script script) {
    script.step(
        "until then the owner plays on demand",
        () -> {
          owner.act(Action.START);
          owner.until(Status.RUNNING);
          owner.player(OWNERS_HOST, "join");
        });
    script.step(
        "a quarter of an hour before the session the owner is warned",
        () -> {
          owner.moveClock(start.minus(Duration.ofMinutes(15)));
          Instant stop = untilAnnounced(owner);
          DemoFailure.unless(
              !stop.isBefore(start.minus(Duration.ofMinutes(5))),
              "the server would be stopped at",
              stop);
          owner.untilNotified("ShutdownWarning");
          return "the server stops at " + stop;
        });
  }

  private void prepare(Script script) {
    script.step(
        "five minutes before, the owner's server makes room",
        () -> {
          owner.moveClock(owner.status().shutdownAt().orElseThrow().plusSeconds(1));
          borrower.untilNotified("SessionPreparing");
          return owner.until(Status.STOPPED).statusReason().orElse("");
        });
    script.step(
        "the borrower's server is started, and the session becomes active",
        () -> {
          until(SessionStatus.ACTIVE);
          borrower.untilNotified("SessionReady");
        });
    script.step(
        "its task refers to the owner's secret; the licence key is spelled out nowhere",
        () -> {
          List<String> borrowed = resources.lentVariables(owner.id(), borrower.id());
          DemoFailure.unless(
              borrowed.contains("FOUNDRY_LICENSE_KEY"), "from the owner's secret come", borrowed);
          DemoFailure.unless(
              !resources.isSpelledOut(KEY, borrower.id()), "the task definition holds", KEY);
          return String.join(", ", borrowed);
        });
  }

  private void playOn(Script script) {
    script.step(
        "players join",
        () -> {
          moveTo(start);
          borrower.player(BORROWERS_HOST, "join");
          DemoFailure.expect("users", 1, borrower.serverStatus(BORROWERS_HOST).users());
          return borrower.act(Action.STATUS).url();
        });
    script.step(
        "meanwhile the owner cannot start: one licence, one server",
        () -> owner.refused(ErrorCode.LICENSE_IN_USE, Action.START, NoFields.NONE));
  }

  private void end(Script script) {
    script.step(
        "the session ends, and its reservation with it; players may go on for a while",
        () -> {
          moveTo(start.plus(LENGTH));
          until(SessionStatus.COMPLETED);
          DemoFailure.expect("bookings", List.of(), licence().bookings());
          return "the server stops at " + untilAnnounced(borrower);
        });
    script.step(
        "an hour later the server is stopped, and the licence is free",
        () -> {
          moveTo(start.plus(LENGTH).plus(Duration.ofHours(1)));
          borrower.until(Status.STOPPED);
          borrower.untilNotified("InstanceStopped");
          borrower.until("still in use", this::licence, licence -> !licence.inUse());
        });
  }

  private void leave(Script script) {
    script.step(
        "both leave, and nothing of them is left: no licence, no reservation, no secret",
        () -> {
          owner.act(Action.DELETE_USER);
          borrower.act(Action.DELETE_USER);
          owner.untilGone();
          borrower.untilGone();
          DemoFailure.expect("left", List.of(), resources.of(owner.id(), OWNERS_HOST));
          DemoFailure.expect("left", List.of(), resources.of(borrower.id(), BORROWERS_HOST));
          DemoFailure.expect("left", List.of(), resources.booked());
        });
  }

  private SessionRequest.Schedule booking() {
    return new SessionRequest.Schedule(
        start.toString(),
        start.plus(LENGTH).toString(),
        Optional.empty(),
        Optional.of("The Sunless Vault"),
        Optional.empty(),
        Optional.empty());
  }

  private static Instant untilAnnounced(DemoUser user) {
    return user.until("no end announced", user::status, each -> each.shutdownAt().isPresent())
        .shutdownAt()
        .orElseThrow();
  }

  /** Lets minutes pass until the session has a status: its timer comes each minute. */
  private void until(SessionStatus status) {
    SessionAnswer unused =
        borrower.until(
            "the session is still not " + status.label(),
            () -> {
              SessionAnswer session = session();
              if (!session.status().is(status)) {
                borrower.moveClock(borrower.now().plus(Duration.ofMinutes(1)));
                DemoUser.pause(Duration.ofMillis(700));
              }
              return session;
            },
            session -> session.status().is(status));
  }

  /** Only forward: the clock may be there already, minute by minute. */
  private void moveTo(Instant time) {
    if (borrower.now().isBefore(time)) {
      borrower.moveClock(time);
    }
  }

  private SessionAnswer session() {
    return borrower.act(Action.LIST_SESSIONS, PageRequest.first()).sessions().stream()
        .filter(each -> each.sessionId().equals(sessionId))
        .findFirst()
        .orElseThrow(() -> new DemoFailure("the session " + sessionId + " is not listed"));
  }

  private LicenseAnswer licence() {
    return owner.act(Action.LICENSE_POOL_STATUS).licenses().getFirst();
  }
}
