package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A user without a licence plays an evening on the licence of another, from booking to end. */
final class PooledSession {
  private static final UserId OWNER = new UserId("300000000000000002");
  private static final UserId BORROWER = new UserId("300000000000000003");
  private static final String OWNERS_HOST = "olga";
  private static final String BORROWERS_HOST = "paul";
  private static final String KEY = "LENT-LENT-LENT-LENT-LENT-LENT";
  private static final String TITLE = "The Sunless Vault";
  private static final Duration LENGTH = Duration.ofHours(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ResidueCheck leftovers;
  private final References references;
  private final Caller owner;
  private final Caller borrower;

  /** Far enough ahead that the owner may still play on demand. */
  private Instant start = Instant.MAX;

  private String sessionId = "";

  PooledSession(int port, int gamePort, ResidueCheck leftovers, References references) {
    this.leftovers = leftovers;
    this.references = references;
    this.owner = new Caller(port, gamePort, OWNER.value());
    this.borrower = new Caller(port, gamePort, BORROWER.value());
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
          owner.act("create", "username", OWNERS_HOST, "licenseType", "byol", "licenseKey", KEY);
          owner.until("created");
          JsonNode licence = owner.act("set-license-sharing", "share", true);
          DemoFailure.expect("sharing", "shared", licence.path("sharing").asText());
          return licence.path("licenseId").asText();
        });
    script.step(
        "another user has none, and may not play on demand",
        () -> {
          borrower.act("create", "username", BORROWERS_HOST, "licenseType", "pooled");
          borrower.until("created");
          String code = borrower.refused("start");
          DemoFailure.expect("code", "LICENSE_UNAVAILABLE", code);
          return code;
        });
    script.step(
        "but books a session on the owner's, who is told",
        () -> {
          start = borrower.now().plus(Duration.ofMinutes(45)).truncatedTo(ChronoUnit.MINUTES);
          JsonNode session =
              borrower.act(
                  "schedule-session",
                  "startsAt",
                  start.toString(),
                  "endsAt",
                  start.plus(LENGTH).toString(),
                  "title",
                  TITLE);
          DemoFailure.expect("licence", "byol-" + OWNER, session.path("licenseId").asText());
          sessionId = session.path("sessionId").asText();
          owner.untilTold("LicenseBorrowed");
          return "%s to %s".formatted(start, start.plus(LENGTH));
        });
    script.step(
        "the same time cannot be booked twice",
        () -> {
          String code =
              owner.refused(
                  "schedule-session",
                  "startsAt",
                  start.toString(),
                  "endsAt",
                  start.plus(LENGTH).toString());
          DemoFailure.expect("code", "SESSION_CONFLICT", code);
          return code;
        });
  }

  private void ownerPlays(Script script) {
    script.step(
        "until then the owner plays on demand",
        () -> {
          owner.act("start");
          owner.until("running");
          owner.join(OWNERS_HOST);
          return "";
        });
    script.step(
        "a quarter of an hour before the session the owner is warned",
        () -> {
          owner.moveClock(start.minus(Duration.ofMinutes(15)));
          String shutdownAt =
              owner
                  .until("not warned", () -> owner.act("status"), i -> i.has("shutdownAt"))
                  .path("shutdownAt")
                  .asText();
          DemoFailure.unless(
              !Instant.parse(shutdownAt).isBefore(start.minus(Duration.ofMinutes(5))),
              "the server would be stopped at",
              shutdownAt);
          owner.untilTold("ShutdownWarning");
          return "the server stops at " + shutdownAt;
        });
  }

  private void prepare(Script script) {
    script.step(
        "five minutes before, the owner's server makes room",
        () -> {
          Instant stop = Instant.parse(owner.act("status").path("shutdownAt").asText());
          owner.moveClock(stop.plusSeconds(1));
          borrower.untilTold("SessionPreparing");
          return owner.until("stopped").path("statusReason").asText();
        });
    script.step(
        "the borrower's server is started, and the session becomes active",
        () -> {
          until("active");
          borrower.untilTold("SessionReady");
          return "";
        });
    script.step(
        "its task refers to the owner's secret; the licence key is spelled out nowhere",
        () -> {
          List<String> borrowed = references.toSecretOf(OWNER, BORROWER);
          DemoFailure.unless(
              borrowed.contains("FOUNDRY_LICENSE_KEY"), "from the owner's secret come", borrowed);
          DemoFailure.unless(
              !references.spelledOut(KEY, BORROWER), "the task definition holds", KEY);
          return String.join(", ", borrowed);
        });
  }

  private void playOn(Script script) {
    script.step(
        "players join",
        () -> {
          moveTo(start);
          borrower.join(BORROWERS_HOST);
          DemoFailure.expect(
              "answer", 200, borrower.play(BORROWERS_HOST, "/api/status").statusCode());
          return "http://%s.localhost".formatted(BORROWERS_HOST);
        });
    script.step(
        "meanwhile the owner cannot start: one licence, one server",
        () -> {
          String code = owner.refused("start");
          DemoFailure.expect("code", "LICENSE_IN_USE", code);
          return code;
        });
  }

  private void end(Script script) {
    script.step(
        "the session ends, and its reservation with it; whoever still plays may go on for a while",
        () -> {
          moveTo(start.plus(LENGTH));
          until("completed");
          DemoFailure.expect("bookings", 0, licence().path("bookings").size());
          JsonNode server =
              borrower.until(
                  "no end announced", () -> borrower.act("status"), i -> i.has("shutdownAt"));
          return "the server stops at " + server.path("shutdownAt").asText();
        });
    script.step(
        "an hour later the server is stopped, and the licence is free",
        () -> {
          moveTo(start.plus(LENGTH).plus(Duration.ofHours(1)));
          borrower.until("stopped");
          borrower.untilTold("InstanceStopped");
          borrower.until(
              "still in use", this::licence, licence -> !licence.path("inUse").asBoolean(true));
          return "";
        });
  }

  private void leave(Script script) {
    script.step(
        "both leave, and nothing of them is left: no licence, no reservation, no secret",
        () -> {
          owner.act("delete-user");
          borrower.act("delete-user");
          owner.untilGone();
          borrower.untilGone();
          DemoFailure.expect("left", List.of(), leftovers.of(OWNER, OWNERS_HOST));
          DemoFailure.expect("left", List.of(), leftovers.of(BORROWER, BORROWERS_HOST));
          DemoFailure.expect("left", List.of(), leftovers.booked());
          return "";
        });
  }

  /** Lets minutes pass until the session has a status: its timer comes each minute. */
  private void until(String status) {
    borrower.until(
        "the session is still not " + status,
        () -> {
          JsonNode session = session();
          boolean there = session.path("status").asText().equals(status);
          if (!there) {
            borrower.moveClock(borrower.now().plus(MINUTE));
            Caller.pause(Duration.ofMillis(700));
          }
          return session;
        },
        session -> session.path("status").asText().equals(status));
  }

  /** The clock may have come there already, minute by minute. */
  private void moveTo(Instant time) {
    if (borrower.now().isBefore(time)) {
      borrower.moveClock(time);
    }
  }

  private JsonNode session() {
    for (JsonNode session : borrower.act("list-sessions").path("sessions")) {
      if (session.path("sessionId").asText().equals(sessionId)) {
        return session;
      }
    }
    throw new DemoFailure("the session " + sessionId + " is not listed");
  }

  private JsonNode licence() {
    return owner.act("license-pool-status").path("licenses").path(0);
  }
}
