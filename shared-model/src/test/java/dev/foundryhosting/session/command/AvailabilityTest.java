/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final UserId BEN = new UserId("ben");
  private static final License ANNAS = lent("anna");
  private static final License CLEOS = lent("cleo");
  private static final License DORAS = lent("dora");

  @Test
  void theUsersOwnLicenceComesFirst() {
    License own = used(lent("ben").in(SharingState.PRIVATE), 50);

    assertThat(candidates(Optional.of(own), List.of(ANNAS), 600)).containsExactly(own, ANNAS);
  }

  @Test
  void anOwnSharedLicenceIsListedOnce() {
    License own = lent("ben");

    assertThat(candidates(Optional.of(own), List.of(ANNAS, own), 600)).containsExactly(own, ANNAS);
  }

  @Test
  void theLeastUsedLicenceComesFirstThenTheFirstById() {
    License often = used(ANNAS, 9);
    License seldom = used(CLEOS, 2);

    assertThat(candidates(Optional.empty(), List.of(often, DORAS, seldom, lent("emil")), 600))
        .extracting(License::licenseId)
        .extracting(LicenseId::value)
        .containsExactly("byol-dora", "byol-emil", "byol-cleo", "byol-anna");
  }

  @ParameterizedTest(name = "in {0} minutes: {1} first")
  @CsvSource({"1, byol-cleo", "29, byol-cleo", "30, byol-anna", "600, byol-anna"})
  void aLicenceInUseComesLastForASessionThatBeginsSoon(int minutes, String first) {
    License played = ANNAS.claimed(new RunClaim("run-1", new UserId("anna"), NOON));

    assertThat(candidates(Optional.empty(), List.of(played, used(CLEOS, 5)), minutes))
        .first()
        .extracting(license -> license.licenseId().value())
        .isEqualTo(first);
  }

  @Test
  void aLicenceThatIsNotSharedOrHasNoCredentialsIsLeftOut() {
    License bare = ANNAS.with(new Credentials(true, true, Optional.empty()));
    License stopping = CLEOS.in(SharingState.STOPPING);
    License back = DORAS.in(SharingState.WITHDRAWN);

    assertThat(candidates(Optional.empty(), List.of(bare, stopping, back), 600)).isEmpty();
  }

  @ParameterizedTest(name = "wanted at {0} min: {1}")
  @CsvSource({
    // Booked are 60 to 120, 150 to 200 and 300 to 360; 45 minutes are wanted.
    "0, 0",
    "1, 215",
    "60, 215",
    "135, 215",
    "215, 215",
    "240, 240",
    "241, 375",
    "374, 375",
    "375, 375",
    "400, 400"
  })
  void theNextFreeSlotIsTheFirstThatFits(int wanted, int next) {
    List<Reservation> booked = List.of(booked(300, 360), booked(60, 120), booked(150, 200));

    TimeSlot found = Availability.next(slot(wanted, wanted + 45), booked, UserBookings.empty(BEN));

    assertThat(found).isEqualTo(slot(next, next + 45));
  }

  @ParameterizedTest(name = "wanted at {0} min: {1}")
  @CsvSource({
    // Booked are 60 to 120 there, and 0 to 30 and 135 to 200 by the user elsewhere.
    "0, 215",
    "45, 215",
    "215, 215",
    "-60, -60",
    "-59, 215"
  })
  void theNextFreeSlotIsFreeForItsUserToo(int wanted, int next) {
    UserBookings own = new UserBookings(BEN, List.of(elsewhere(0, 30), elsewhere(135, 200)), 2);

    TimeSlot found = Availability.next(slot(wanted, wanted + 45), List.of(booked(60, 120)), own);

    assertThat(found).isEqualTo(slot(next, next + 45));
  }

  @Property
  void theNextFreeSlotIsTheFirstFreeOne(
      @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 60) Integer> gaps,
      @ForAll @IntRange(min = 0, max = 600) int wanted,
      @ForAll @IntRange(min = 15, max = 200) int length) {
    List<Reservation> booked = new ArrayList<>();
    int time = 0;
    for (int gap : gaps) {
      booked.add(booked(time + gap, time + gap + 30));
      time += gap + 45;
    }

    TimeSlot next =
        Availability.next(slot(wanted, wanted + length), booked, UserBookings.empty(BEN));

    assertThat(Availability.free(next, booked)).isTrue();
    assertThat(next.length()).isEqualTo(Duration.ofMinutes(length));
    for (int start = wanted; slot(start, start + 1).start().isBefore(next.start()); start++) {
      assertThat(Availability.free(slot(start, start + length), booked)).isFalse();
    }
  }

  private static List<License> candidates(
      Optional<License> own, List<License> pool, int inMinutes) {
    return Availability.candidates(BEN, own, pool, slot(inMinutes, inMinutes + 60), NOON);
  }

  private static License lent(String owner) {
    return License.registered(
        new UserId(owner),
        new Credentials(true, true, Optional.of("arn:" + owner)),
        SharingState.SHARED,
        NOON);
  }

  private static License used(License license, int hours) {
    UserId owner = license.ownerId();
    return license
        .claimed(new RunClaim("old", owner, NOON.minus(Duration.ofHours(hours))))
        .released("old", NOON);
  }

  private static Reservation booked(int start, int end) {
    return new Reservation(
        ANNAS.licenseId(), slot(start, end), new SessionId("session-" + start), BEN);
  }

  private static Reservation elsewhere(int start, int end) {
    return new Reservation(
        CLEOS.licenseId(), slot(start, end), new SessionId("elsewhere-" + start), BEN);
  }

  private static TimeSlot slot(int start, int end) {
    return new TimeSlot(NOON.plus(Duration.ofMinutes(start)), NOON.plus(Duration.ofMinutes(end)));
  }
}
