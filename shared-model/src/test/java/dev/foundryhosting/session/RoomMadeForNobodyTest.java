package dev.foundryhosting.session;

import static dev.foundryhosting.instance.World.ALICE;
import static dev.foundryhosting.instance.World.BOB;
import static dev.foundryhosting.session.Evenings.EIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.World;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody was told to make room for a session, and that is called off. */
class RoomMadeForNobodyTest {
  private static final UserId DORA = new UserId("dora");
  private static final Instant ROOM = EIGHT.minus(Duration.ofMinutes(5));

  @Test
  void theOwnerPlaysOnWhenTheBorrowersSessionIsCalledOff() {
    World world = warned();

    world.worker().cancel(BOB, Evenings.bobs(world).sessionId());
    pass(world, EIGHT.plus(Duration.ofHours(1)));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world, ALICE)).isEmpty();
  }

  @Test
  void alsoInTheLastMinute() {
    World world = warned();
    pass(world, ROOM.minus(Duration.ofSeconds(30)));

    world.worker().cancel(BOB, Evenings.bobs(world).sessionId());
    pass(world, EIGHT);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void whatIsBookedForAFewMinutesLaterInsteadStillNeedsTheRoom() {
    World world = warned();
    world.worker().cancel(BOB, Evenings.bobs(world).sessionId());
    Instant later = EIGHT.plus(Duration.ofMinutes(20));
    Session carols = world.worker().schedule(Evenings.CAROL, later, Evenings.EVENING);

    pass(world, EIGHT);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    pass(world, later.plus(Duration.ofMinutes(2)));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(world.store.find(carols.sessionId()).orElseThrow().status())
        .isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void whoeverPlaysElsewhereMakesRoomForTheOwnSession() {
    World world = Evenings.lent();
    Session doras = playsElsewhere(world);

    pass(world, EIGHT.minus(Duration.ofMinutes(8)));
    assertThat(notice(world, DORA)).isPresent();
    pass(world, EIGHT.plus(Duration.ofMinutes(5)));

    assertThat(world.store.find(doras.sessionId()).orElseThrow().status())
        .isEqualTo(SessionStatus.ACTIVE);
    assertThat(world.instance(DORA).run().map(Run::licenseId)).contains(Evenings.ALICES);
  }

  @Test
  void andPlaysOnThereWhenThatIsCalledOff() {
    World world = Evenings.lent();
    Session doras = playsElsewhere(world);
    pass(world, EIGHT.minus(Duration.ofMinutes(8)));

    world.worker().cancel(DORA, doras.sessionId());
    pass(world, EIGHT.plus(Duration.ofMinutes(5)));

    assertThat(world.instance(DORA).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world, DORA)).isEmpty();
  }

  /** Dora, who has a licence of her own and plays on it, has booked Alice's. */
  private static Session playsElsewhere(World world) {
    world.worker().create(World.owner(DORA, "dora"));
    Session booked =
        world
            .worker()
            .scheduling()
            .schedule(
                new ScheduleSession.Wish(
                    DORA,
                    EIGHT,
                    Evenings.END,
                    new Subject(Subject.UNTITLED, Optional.empty(), Optional.empty()),
                    Optional.of(Evenings.ALICES)),
                world.deadline());
    world.worker().start(DORA);
    world.settleUntil(DORA, Status.RUNNING);
    return booked;
  }

  private static World warned() {
    World world = Evenings.inTheWay();
    world.worker().prepareSessions();
    assertThat(notice(world, ALICE)).contains(ROOM);
    return world;
  }

  private static Optional<Instant> notice(World world, UserId user) {
    return world.instance(user).run().flatMap(Run::notice).map(Notice::stopAt);
  }

  /** As the timers come: the sessions' each minute, the servers' each five. */
  private static void pass(World world, Instant until) {
    for (int minute = 1; world.clock.instant().isBefore(until); minute++) {
      Instant next = world.clock.instant().plusSeconds(60);
      Evenings.until(world, next.isBefore(until) ? next : until);
      world.cloudMoves();
      world.worker().prepareSessions();
      if (minute % 5 == 0) {
        world.worker().sweep();
      }
    }
  }
}
