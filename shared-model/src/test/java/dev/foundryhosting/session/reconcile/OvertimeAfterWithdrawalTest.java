/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The owner takes the licence back while a borrower is in overtime. */
class OvertimeAfterWithdrawalTest {
  @Test
  void aBorrowerInOvertimeGetsTenMinutes() {
    PlatformFixture world = SessionFixture.overtime();
    Instant back = world.clock.instant();

    world.worker().share(ALICE, Operation.WITHDRAW);

    assertThat(notice(world)).contains(back.plus(Notice.AHEAD));
    world.pass(Duration.ofMinutes(9), BOB);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    world.pass(Duration.ofMinutes(6), BOB);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(license(world).run()).isEmpty();
  }

  @Test
  void aWithdrawalThatFailedHalfWayCanBeRepeated() {
    PlatformFixture world = SessionFixture.overtime();
    Outage outage = new Outage("before Instances.save", 1, Outage.Kind.SERVER_ERROR);
    assertThatThrownBy(() -> world.worker(outage).share(ALICE, Operation.WITHDRAW))
        .isInstanceOf(PlatformException.class);
    assertThat(outage.happened()).isTrue();
    assertThat(license(world).sharing()).isEqualTo(SharingState.WITHDRAWN);
    Instant back = world.clock.instant();

    world.worker().share(ALICE, Operation.WITHDRAW);

    assertThat(notice(world)).contains(back.plus(Notice.AHEAD));
  }

  @Test
  void overtimeGoesOnWhenTheSharingOnlyStops() {
    PlatformFixture world = SessionFixture.overtime();
    Optional<Instant> before = notice(world);

    world.worker().share(ALICE, Operation.UNSHARE);

    assertThat(notice(world)).isEqualTo(before);
  }

  @Test
  void theOwnersOwnOvertimeGoesOn() {
    PlatformFixture world = SessionFixture.owners();
    world.worker().prepareSessions();
    world.worker().prepareSessions();
    SessionFixture.until(world, SessionFixture.END);
    world.worker().prepareSessions();
    Instant hour = SessionFixture.END.plus(Duration.ofHours(1));
    assertThat(world.instance(ALICE).run().flatMap(Run::notice).map(Notice::stopAt)).contains(hour);

    world.worker().share(ALICE, Operation.WITHDRAW);

    assertThat(world.instance(ALICE).run().flatMap(Run::notice).map(Notice::stopAt)).contains(hour);
  }

  private static License license(PlatformFixture world) {
    return world.store.find(SessionFixture.ALICES).orElseThrow();
  }

  private static Optional<Instant> notice(PlatformFixture world) {
    return world.instance(BOB).run().flatMap(Run::notice).map(Notice::stopAt);
  }
}
