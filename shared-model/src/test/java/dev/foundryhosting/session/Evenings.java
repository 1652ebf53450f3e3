package dev.foundryhosting.session;

import static dev.foundryhosting.instance.World.ALICE;
import static dev.foundryhosting.instance.World.BOB;

import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.World;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;

/** Worlds in which Alice lends her licence, and how far an evening of Bob's on it has come. */
final class Evenings {
  static final UserId CAROL = new UserId("300000000000000003");
  static final LicenseId ALICES = LicenseId.ofOwner(ALICE);
  static final Instant EIGHT = World.BEGIN.plus(Duration.ofHours(2));
  static final Duration EVENING = Duration.ofHours(3);
  static final Instant END = EIGHT.plus(EVENING);

  private Evenings() {}

  static World lent() {
    World world = new World();
    World.Worker worker = world.worker();
    worker.create(World.owner(ALICE, "alice"));
    worker.create(World.pooled(BOB, "bob"));
    worker.create(World.pooled(CAROL, "carol"));
    worker.share(ALICE, Operation.SHARE);
    return world;
  }

  static World booked() {
    World world = lent();
    book(world, BOB);
    return world;
  }

  /** Alice plays, and Bob's evening on her licence is a quarter of an hour ahead. */
  static World inTheWay() {
    World world = lent();
    plays(world, ALICE);
    book(world, BOB);
    until(world, EIGHT.minus(Duration.ofMinutes(15)));
    return world;
  }

  /** Five minutes before. */
  static World due() {
    World world = booked();
    until(world, EIGHT.minus(Duration.ofMinutes(5)));
    return world;
  }

  /** Bob's server is ready, and nobody noticed that yet. */
  static World ready() {
    World world = due();
    world.worker().prepareSessions();
    world.settleUntil(BOB, Status.RUNNING);
    world.clock.advance(Duration.ofMinutes(1));
    return world;
  }

  static World active() {
    World world = ready();
    world.worker().prepareSessions();
    return world;
  }

  /** Bob plays, and Carol will tomorrow. */
  static World twoBorrowers() {
    World world = active();
    world.worker().schedule(CAROL, EIGHT.plus(Duration.ofDays(1)), EVENING);
    return world;
  }

  /** The evening is over. */
  static World over() {
    World world = active();
    until(world, END);
    return world;
  }

  /** The evening is over, and Bob plays on. */
  static World overtime() {
    World world = over();
    world.worker().prepareSessions();
    return world;
  }

  /** Alice plays, and her own evening is about to begin. */
  static World owners() {
    World world = lent();
    plays(world, ALICE);
    book(world, ALICE);
    until(world, EIGHT.minus(Duration.ofMinutes(5)));
    return world;
  }

  /** Nobody can start anything, until a quarter of an hour after the start. */
  static World hopeless() {
    World world = due();
    world.tasks.failToPlace("RESOURCE:MEMORY");
    world.worker().prepareSessions();
    until(world, EIGHT.plus(Duration.ofMinutes(15)));
    return world;
  }

  /**
   * Bob has another evening soon after the first, and the timers were down from before the end of
   * the one until just before the other.
   */
  static World behind() {
    World world = active();
    var unused = world.worker().schedule(BOB, END.plus(Duration.ofMinutes(20)), EVENING);
    until(world, END.plus(Duration.ofMinutes(16)));
    return world;
  }

  /** The same an hour later: Bob's server should have ended with the first evening long ago. */
  static World longBehind() {
    World world = behind();
    world.clock.advance(Duration.ofHours(1));
    return world;
  }

  /** Lending ends with Bob's evening. */
  static World lastOne() {
    World world = booked();
    world.worker().share(ALICE, Operation.UNSHARE);
    return world;
  }

  static void book(World world, UserId user) {
    var unused = world.worker().schedule(user, EIGHT, EVENING);
  }

  static Session bobs(World world) {
    return world.store.allSessions().stream()
        .filter(session -> session.userId().equals(BOB))
        .findFirst()
        .orElseThrow();
  }

  static void until(World world, Instant time) {
    world.clock.advance(Duration.between(world.clock.instant(), time));
  }

  private static void plays(World world, UserId user) {
    world.worker().start(user);
    world.settleUntil(user, Status.RUNNING);
  }
}
