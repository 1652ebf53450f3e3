/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.JoinCode;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.UserSecret.Field;
import dev.foundryhosting.instance.port.InMemoryJoinAttempts;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeServerTest {
  private static final Subdomain CASTLE = new Subdomain("castle");
  private static final Subdomain NOWHERE = new Subdomain("nowhere");
  private static final String WRONG = "0000-0000-0000";

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();
  private final InMemoryJoinAttempts attempts = new InMemoryJoinAttempts();
  private final WakeServer wake =
      new WakeServer(world.store, attempts, worker.starting(), world.clock);
  private final Invite invite =
      new Invite(world.store, world.secrets, worker.context.ports().random());

  @BeforeEach
  void create() {
    worker.create(PlatformFixture.owner(ALICE, "castle"));
    world.settle();
  }

  @Test
  void theCodeOfTheCreationWakesTheServer() {
    String code = stored(ALICE);

    Instance woken = wake.wake(CASTLE, code.toUpperCase(Locale.ROOT), home(1), world.deadline());

    assertThat(woken.status()).isEqualTo(Status.STARTING);
    assertThat(world.store.require(ALICE).access().joinCode()).contains(new JoinCode(code).hash());
  }

  @Test
  void allPlayersOfATableMayComeAtOnce() {
    String code = stored(ALICE);

    for (int player = 0; player < 30; player++) {
      assertThat(wake.wake(CASTLE, code, home(1), world.deadline()).status())
          .isEqualTo(Status.STARTING);
    }
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    assertThat(attempts.recent(CASTLE, home(1)).atTable().times()).isEmpty();
  }

  @Test
  void theRulesOfItsUserHold() {
    worker.create(PlatformFixture.pooled(BOB, "tower"));
    world.settle();

    // Lent licences run in sessions alone.
    assertThat(code(new Subdomain("tower"), stored(BOB), 1))
        .isEqualTo(ErrorCode.LICENSE_UNAVAILABLE);
    worker.startMaintenance("We move.");
    assertThat(code(CASTLE, stored(ALICE), 1)).isEqualTo(ErrorCode.MAINTENANCE);
  }

  @Test
  void theAnswerDoesNotSayWhatWasWrong() {
    PlatformException wrongCode = refusal(CASTLE, WRONG, 1);
    PlatformException wrongName = refusal(NOWHERE, stored(ALICE), 2);
    PlatformException noCode = refusal(CASTLE, "open!", 3);

    assertThat(wrongCode.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(List.of(wrongName.code(), noCode.code())).containsOnly(ErrorCode.PERMISSION_DENIED);
    assertThat(List.of(wrongName.getMessage(), noCode.getMessage()))
        .containsOnly(wrongCode.getMessage());
  }

  @Test
  void afterFiveWrongCodesATableTakesNoneForTenMinutes() {
    for (int i = 0; i < 5; i++) {
      assertThat(code(CASTLE, WRONG, i)).isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
    assertThat(code(CASTLE, stored(ALICE), 9)).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal(CASTLE, WRONG, 9).retryable()).isTrue();

    world.clock.advance(Duration.ofMinutes(10));
    assertThat(wake.wake(CASTLE, stored(ALICE), home(9), world.deadline()).status())
        .isEqualTo(Status.STARTING);
  }

  @Test
  void afterTwentyWrongCodesAnAddressHasNoMore() {
    for (int i = 0; i < 20; i++) {
      assertThat(code(new Subdomain("table-" + i), WRONG, 1))
          .isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
    assertThat(code(CASTLE, stored(ALICE), 1)).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(wake.wake(CASTLE, stored(ALICE), home(2), world.deadline()).status())
        .isEqualTo(Status.STARTING);
  }

  @Test
  void fiftyAtTheSameTimeHaveFiveTries() {
    List<ErrorCode> answers = Concurrently.run(50, i -> code(CASTLE, WRONG, 1000 + i));

    assertThat(answers).filteredOn(ErrorCode.PERMISSION_DENIED::equals).hasSize(5);
    assertThat(attempts.recent(CASTLE, Optional.empty()).atTable().times()).hasSize(5);
  }

  @Test
  void aRenewedCodeReplacesTheOneBefore() {
    String before = stored(ALICE);
    assertThat(invite.get(ALICE).code().value()).isEqualTo(before);

    String after = invite.renew(ALICE).code().value();

    assertThat(after).isNotEqualTo(before).isEqualTo(invite.get(ALICE).code().value());
    assertThat(code(CASTLE, before, 1)).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(wake.wake(CASTLE, after, home(1), world.deadline()).status())
        .isEqualTo(Status.STARTING);
  }

  @Test
  void aServerFromBeforeJoinCodesGetsOneWhenItIsAskedFor() {
    world.secrets.replace(
        world.secrets.find(ALICE).orElseThrow().arn(),
        new UserSecret(Map.of(Field.ADMIN_KEY, "kept", Field.LICENSE_KEY, "kept too")));

    String code = invite.get(ALICE).code().value();

    assertThat(stored(ALICE)).isEqualTo(code);
    assertThat(world.secrets.find(ALICE).orElseThrow().secret().get(Field.ADMIN_KEY))
        .contains("kept");
    assertThat(wake.wake(CASTLE, code, home(1), world.deadline()).status())
        .isEqualTo(Status.STARTING);
  }

  @Test
  void aServerThatIsCreatedAnewHasAnotherCode() {
    String before = stored(ALICE);
    worker.destroy(ALICE, false);
    world.settle();
    worker.create(PlatformFixture.owner(ALICE, "castle"));
    world.settle();

    assertThat(stored(ALICE)).isNotEqualTo(before);
    assertThat(world.store.require(ALICE).access().joinCode())
        .contains(new JoinCode(stored(ALICE)).hash());
  }

  private String stored(UserId user) {
    return world.secrets.find(user).orElseThrow().secret().get(Field.JOIN_CODE).orElseThrow();
  }

  private ErrorCode code(Subdomain name, String code, int address) {
    return refusal(name, code, address).code();
  }

  private PlatformException refusal(Subdomain name, String code, int address) {
    PlatformException[] refusal = new PlatformException[1];
    assertThatThrownBy(() -> wake.wake(name, code, home(address), world.deadline()))
        .isInstanceOfSatisfying(PlatformException.class, e -> refusal[0] = e);
    return refusal[0];
  }

  private static Optional<ClientAddress> home(int number) {
    return Optional.of(new ClientAddress("10.0.%d.%d".formatted(number / 250, number % 250)));
  }
}
