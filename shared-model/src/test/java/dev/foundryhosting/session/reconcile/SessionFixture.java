/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;

import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Worlds in which Alice shares her licence, at the stages of a session of Bob's on it. */
public final class SessionFixture {
  public static final UserId CAROL = new UserId("300000000000000003");
  public static final LicenseId ALICES = LicenseId.ofOwner(ALICE);
  public static final Instant EIGHT = PlatformFixture.BEGIN.plus(Duration.ofHours(2));
  public static final Duration SESSION_LENGTH = Duration.ofHours(3);
  public static final Instant END = EIGHT.plus(SESSION_LENGTH);

  /** More than 24 hours ahead when a world begins. */
  public static final Instant TOMORROW = EIGHT.plus(Duration.ofDays(1));

  private SessionFixture() {}

  public static PlatformFixture lent() {
    PlatformFixture world = new PlatformFixture();
    PlatformFixture.Worker worker = world.worker();
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.create(PlatformFixture.pooled(CAROL, "carol"));
    worker.share(ALICE, Operation.SHARE);
    return world;
  }

  static PlatformFixture booked() {
    PlatformFixture world = lent();
    book(world, BOB);
    return world;
  }

  /** Alice plays, and Bob's session on her licence is a quarter of an hour ahead. */
  static PlatformFixture ownerPlays() {
    PlatformFixture world = lent();
    plays(world, ALICE);
    book(world, BOB);
    until(world, EIGHT.minus(Duration.ofMinutes(15)));
    return world;
  }

  /** Five minutes before. */
  static PlatformFixture due() {
    PlatformFixture world = booked();
    until(world, EIGHT.minus(Duration.ofMinutes(5)));
    return world;
  }

  /** Bob's server is ready, but the session is not active yet. */
  static PlatformFixture ready() {
    PlatformFixture world = due();
    world.worker().prepareSessions();
    world.settleUntil(BOB, Status.RUNNING);
    world.clock.advance(Duration.ofMinutes(1));
    return world;
  }

  static PlatformFixture active() {
    PlatformFixture world = ready();
    world.worker().prepareSessions();
    return world;
  }

  /** Bob plays, and Carol will tomorrow. */
  static PlatformFixture twoBorrowers() {
    PlatformFixture world = active();
    world.worker().schedule(CAROL, EIGHT.plus(Duration.ofDays(1)), SESSION_LENGTH);
    return world;
  }

  /** Bob will play tomorrow, and Carol after him. */
  static PlatformFixture bookedAhead() {
    PlatformFixture world = lent();
    var bobs = world.worker().schedule(BOB, TOMORROW, SESSION_LENGTH);
    Instant behind = bobs.slot().end().plus(Duration.ofMinutes(15));
    var unused = world.worker().schedule(CAROL, behind, SESSION_LENGTH);
    return world;
  }

  /** The session is over. */
  static PlatformFixture over() {
    PlatformFixture world = active();
    until(world, END);
    return world;
  }

  /** The session is over, and Bob plays on. */
  static PlatformFixture overtime() {
    PlatformFixture world = over();
    world.worker().prepareSessions();
    return world;
  }

  /** Alice plays, and her own session is about to begin. */
  static PlatformFixture owners() {
    PlatformFixture world = lent();
    plays(world, ALICE);
    book(world, ALICE);
    until(world, EIGHT.minus(Duration.ofMinutes(5)));
    return world;
  }

  /** No task can start until a quarter of an hour after the session's start. */
  static PlatformFixture neverStarted() {
    PlatformFixture world = due();
    world.tasks.failToPlace("RESOURCE:MEMORY");
    world.worker().prepareSessions();
    until(world, EIGHT.plus(Duration.ofMinutes(15)));
    return world;
  }

  /**
   * Bob has another session soon after the first, and the timers were down from before the end of
   * the first until just before the other.
   */
  static PlatformFixture late() {
    PlatformFixture world = active();
    var unused = world.worker().schedule(BOB, END.plus(Duration.ofMinutes(20)), SESSION_LENGTH);
    until(world, END.plus(Duration.ofMinutes(16)));
    return world;
  }

  /** An hour later: Bob's server should have stopped with the first session. */
  static PlatformFixture hoursLate() {
    PlatformFixture world = late();
    world.clock.advance(Duration.ofHours(1));
    return world;
  }

  /** The sharing ends with Bob's session. */
  static PlatformFixture sharingStops() {
    PlatformFixture world = booked();
    world.worker().share(ALICE, Operation.UNSHARE);
    return world;
  }

  static void book(PlatformFixture world, UserId user) {
    var unused = world.worker().schedule(user, EIGHT, SESSION_LENGTH);
  }

  static Session bobs(PlatformFixture world) {
    return world.store.allSessions().stream()
        .filter(session -> session.userId().equals(BOB))
        .findFirst()
        .orElseThrow();
  }

  static void until(PlatformFixture world, Instant time) {
    world.clock.advance(Duration.between(world.clock.instant(), time));
  }

  private static void plays(PlatformFixture world, UserId user) {
    world.worker().start(user);
    world.settleUntil(user, Status.RUNNING);
  }
}
