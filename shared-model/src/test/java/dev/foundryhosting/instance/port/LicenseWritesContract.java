/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.CredentialClaim.Kind;
import dev.foundryhosting.license.CredentialClaims;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RecentUse;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of licences must do when one is changed, lent, or removed. */
public abstract class LicenseWritesContract extends StoreContract {
  private static final Instant DUE = NOW.plusSeconds(5);
  private static final CredentialClaim KEY = new CredentialClaim(Kind.KEY, "a".repeat(64));
  private static final CredentialClaim OTHER_KEY = new CredentialClaim(Kind.KEY, "b".repeat(64));

  protected LicenseWritesContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void everyFieldOfALicenceSurvivesAChange() {
    License read = owner(anna, SharingState.PRIVATE);
    License changed =
        new License(
            read.licenseId(),
            anna,
            new Credentials(true, true, Optional.of("arn:other")),
            new CredentialClaims(Set.of(KEY, OTHER_KEY), Set.of(OTHER_KEY), true),
            SharingState.STOPPING,
            Optional.of(new RunClaim("run-1", ben, NOW.plusMillis(1))),
            RecentUse.none()
                .plus(Duration.ofMillis(3_600_250), NOW)
                .plus(Duration.ofHours(9), NOW.plus(Duration.ofDays(3))),
            41,
            read.createdAt(),
            read.revision(),
            read.unknown());

    Optional<License> saved = licenses().save(changed);

    assertThat(saved).contains(changed.written(2));
    assertThat(licenses().find(read.licenseId())).isEqualTo(saved);
  }

  @Test
  void whatAFieldNoLongerHoldsIsGone() {
    License read = owner(anna, SharingState.SHARED);
    License used = licenses().save(read.claimed(new RunClaim("run-1", anna, NOW))).orElseThrow();
    License free = used.released("run-1", NOW).in(SharingState.PRIVATE);

    assertThat(licenses().save(free)).contains(free.written(3));
    assertThat(licenses().find(read.licenseId())).contains(free.written(3));
    assertThat(licenses().pool()).isEmpty();
  }

  @Test
  void aLicenceThatSomebodyElseWroteSinceIsNotOverwritten() {
    License read = owner(anna, SharingState.PRIVATE);
    License theirs = licenses().save(read.in(SharingState.SHARED)).orElseThrow();

    assertThat(licenses().save(read.in(SharingState.WITHDRAWN))).isEmpty();
    assertThat(licenses().remove(read)).isFalse();
    assertThat(licenses().find(read.licenseId())).contains(theirs);
  }

  @Test
  void whoHoldsALicenceFromBeforeItWasRemovedDoesNotWriteOverTheNewOne() {
    License before = owner(anna, SharingState.PRIVATE);
    assertThat(licenses().remove(before)).isTrue();
    Instance gone = InstanceSamples.destroying(instances().require(anna), false, true);
    finalizeDeletion(gone, NOW);
    License later =
        License.registered(anna, before.credentials(), SharingState.SHARED, NOW.plusSeconds(9));
    instances().create(InstanceSamples.requested(anna, castle), Optional.of(later));

    assertThat(licenses().save(before.in(SharingState.WITHDRAWN))).isEmpty();
    assertThat(licenses().remove(before)).isFalse();
    assertThat(licenses().find(before.licenseId())).contains(later.written(1));
  }

  @Test
  void whatIsRemovedIsGoneAndMayBeRemovedAgain() {
    License read = owner(anna, SharingState.SHARED);

    assertThat(licenses().remove(read)).isTrue();
    assertThat(licenses().remove(read)).isTrue();
    assertThat(licenses().find(read.licenseId())).isEmpty();
    assertThat(licenses().pool()).isEmpty();
  }

  @Test
  void thePoolHoldsWhatIsLentAndNothingElse() {
    for (SharingState sharing : SharingState.values()) {
      var unused = owner(new UserId("has-" + sharing), sharing);
    }
    License annas = owner(anna, SharingState.SHARED);

    assertThat(licenses().pool())
        .containsExactlyInAnyOrder(annas, license(new UserId("has-SHARED")));

    licenses().save(annas.in(SharingState.STOPPING));
    assertThat(licenses().pool()).extracting(License::ownerId).doesNotContain(anna);
  }

  @Test
  void updatesAtTheSameTimeAreAllMade() {
    License read = owner(anna, SharingState.PRIVATE);

    Concurrently.run(4, i -> licenses().update(read.licenseId(), License::booked));

    assertThat(license(anna).bookingVersion()).isEqualTo(4);
    assertThat(license(anna).revision()).isEqualTo(5);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    License read = owner(anna, SharingState.PRIVATE);

    assertThat(licenses().update(read.licenseId(), l -> l)).contains(read);
    assertThat(license(anna).revision()).isEqualTo(1);
  }

  @Test
  void openSessionsAreWokenWithTheChange() {
    owner(anna, SharingState.SHARED);
    Session first = book(1);
    Session second = book(2);
    License read = license(anna);

    Optional<License> saved =
        licenses()
            .save(
                read.in(SharingState.WITHDRAWN),
                List.of(first.sessionId(), second.sessionId(), first.sessionId()),
                DUE);

    assertThat(saved).contains(read.in(SharingState.WITHDRAWN).written(read.revision() + 1));
    assertThat(licenses().find(read.licenseId())).isEqualTo(saved);
    assertThat(List.of(found(first), found(second)))
        .containsExactly(
            first.due(Optional.of(DUE)).written(2), second.due(Optional.of(DUE)).written(2));
  }

  @Test
  void sessionsThatAreOverOrUnknownKeepNoChangeFromBeingMade() {
    owner(anna, SharingState.SHARED);
    Session open = book(1);
    Session over = sessions().close(SessionSamples.cancelled(book(2))).orElseThrow();
    License read = license(anna);

    Optional<License> saved =
        licenses()
            .save(
                read.in(SharingState.WITHDRAWN),
                List.of(over.sessionId(), new SessionId("unknown"), open.sessionId()),
                DUE);

    assertThat(saved).isPresent();
    assertThat(licenses().find(read.licenseId())).isEqualTo(saved);
    assertThat(found(over)).isEqualTo(over);
    assertThat(found(open).dueAt()).contains(DUE);
    assertThat(sessions().find(new SessionId("unknown"))).isEmpty();
  }

  @Test
  void whereAllSessionsAreOverTheChangeIsMadeAlone() {
    License read = owner(anna, SharingState.SHARED);

    assertThat(
            licenses()
                .save(read.in(SharingState.WITHDRAWN), List.of(new SessionId("unknown")), DUE))
        .contains(read.in(SharingState.WITHDRAWN).written(2));
    assertThat(license(anna).sharing()).isEqualTo(SharingState.WITHDRAWN);
  }

  @Test
  void noSessionIsWokenByAChangeThatWasOvertaken() {
    License before = owner(anna, SharingState.SHARED);
    Session session = book(1);

    assertThat(
            licenses().save(before.in(SharingState.WITHDRAWN), List.of(session.sessionId()), DUE))
        .isEmpty();
    assertThat(found(session)).isEqualTo(session);
    assertThat(license(anna).sharing()).isEqualTo(SharingState.SHARED);
  }

  @Test
  void aChangeForAsLongAsSomethingIsBookedIsMadeOnlyThen() {
    owner(anna, SharingState.SHARED);
    Session session = book(1);
    License read = license(anna);

    Optional<License> saved =
        licenses().saveWhile(read.in(SharingState.STOPPING), session.reservation());

    assertThat(saved).contains(read.in(SharingState.STOPPING).written(read.revision() + 1));
    assertThat(licenses().find(read.licenseId())).isEqualTo(saved);
    assertThat(found(session)).isEqualTo(session);

    sessions().close(SessionSamples.cancelled(session));
    assertThat(licenses().saveWhile(saved.get().in(SharingState.SHARED), session.reservation()))
        .isEmpty();
    assertThat(licenses().find(read.licenseId())).isEqualTo(saved);
  }

  @Test
  void aChangeForAsLongAsSomethingIsBookedIsOvertakenLikeAnyOther() {
    License before = owner(anna, SharingState.SHARED);
    Session session = book(1);

    assertThat(licenses().saveWhile(before.in(SharingState.STOPPING), session.reservation()))
        .isEmpty();
    assertThat(license(anna).sharing()).isEqualTo(SharingState.SHARED);
  }

  @Test
  void moreSessionsThanATransactionTakesAreAllWoken() {
    owner(anna, SharingState.SHARED);
    List<Session> many = IntStream.range(0, 120).mapToObj(this::book).toList();
    License read = license(anna);

    Optional<License> saved =
        licenses()
            .save(
                read.in(SharingState.WITHDRAWN),
                many.stream().map(Session::sessionId).toList(),
                DUE);

    assertThat(saved).isPresent();
    assertThat(many).allSatisfy(session -> assertThat(found(session).dueAt()).contains(DUE));
  }

  /** On Anna's licence, each by another user. */
  private Session book(int number) {
    return SessionSamples.book(this::license, reservations(), sessions(), anna, number);
  }

  private Session found(Session session) {
    return sessions().find(session.sessionId()).orElseThrow();
  }

  private License license(LicenseId id) {
    return licenses().find(id).orElseThrow();
  }
}
