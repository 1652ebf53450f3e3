/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions while the timers are down. */
class LateTimersTest {
  @Test
  void aSessionWhoseUserStartedTheServerIsCompletedWithoutPreparation() {
    PlatformFixture world = playedUnprepared();
    SessionFixture.until(world, END.plus(Duration.ofMinutes(5)));

    world.worker().prepareSessions();

    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world)).contains(END.plus(Duration.ofHours(1)));
    assertThat(world.notifications.published())
        .extracting(DomainEvent::name)
        .doesNotContain("SessionFailed");
  }

  @Test
  void aSessionWhoseServerWasNotReadyByItsEndFails() {
    PlatformFixture world = SessionFixture.booked();
    SessionFixture.until(world, END.minus(Duration.ofMinutes(1)));
    world.worker().start(BOB);
    SessionFixture.until(world, END);

    world.worker().prepareSessions();

    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPING);
  }

  @Test
  void playersAreWarnedTenMinutesAheadWhenTheTimersAreLate() {
    PlatformFixture world = SessionFixture.active();
    SessionFixture.until(world, END.plus(Duration.ofHours(2)));

    assertTenMinutes(world);
  }

  @Test
  void playersOfAnUnpreparedSessionAreWarnedTenMinutesAhead() {
    PlatformFixture world = playedUnprepared();
    SessionFixture.until(world, END.plus(Duration.ofHours(2)));

    assertTenMinutes(world);
  }

  @Test
  void aNoticeThatACrashPreventedIsGivenTenMinutesAheadLater() {
    PlatformFixture world = SessionFixture.over();
    CrashInjector death = new CrashInjector("after Sessions.close", 1);
    try {
      world.worker(death).prepareSessions();
    } catch (CrashInjector.Died died) {
      // Expected.
    }
    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(notice(world)).isEmpty();
    SessionFixture.until(world, END.plus(Duration.ofMinutes(55)));

    assertTenMinutes(world);
  }

  private static void assertTenMinutes(PlatformFixture world) {
    Instant back = world.clock.instant();
    world.worker().prepareSessions();
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world)).contains(back.plus(Notice.AHEAD));
    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.COMPLETED);

    world.pass(Duration.ofMinutes(9), BOB);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    world.pass(Duration.ofMinutes(8), BOB);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(SessionFixture.bobs(world).dueAt()).isEmpty();
  }

  /** Without preparation, Bob starts his server when his session begins. */
  private static PlatformFixture playedUnprepared() {
    PlatformFixture world = SessionFixture.booked();
    SessionFixture.until(world, EIGHT);
    world.worker().start(BOB);
    Instance running = world.settleUntil(BOB, Status.RUNNING);
    assertThat(running.run().flatMap(Run::booking))
        .contains(SessionFixture.bobs(world).reservation());
    return world;
  }

  private static Optional<Instant> notice(PlatformFixture world) {
    return world.instance(BOB).run().flatMap(Run::notice).map(Notice::stopAt);
  }
}
