/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.PoolAnswer;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What callers see of licences. Who booked and who plays is for the owner and for administrators;
 * each user sees the own bookings.
 */
@Singleton
class LicenseAnswers {
  /** How many licences' bookings are read at the same time. */
  private static final int AT_ONCE = 100;

  private final Licenses licenses;
  private final Reservations reservations;

  LicenseAnswers(Licenses licenses, Reservations reservations) {
    this.licenses = licenses;
    this.reservations = reservations;
  }

  /**
   * The licences that are lent, and the user's own, the own one first.
   *
   * @param all whether names are shown, too
   */
  PoolAnswer pool(UserId user, boolean all) {
    List<License> shown =
        Stream.concat(
                licenses.find(LicenseId.ofOwner(user)).stream(),
                licenses.pool().stream().filter(license -> !license.ownerId().equals(user)))
            .toList();
    int free = Math.toIntExact(shown.stream().filter(each -> each.run().isEmpty()).count());
    return new PoolAnswer(
        InParallel.each(shown, AT_ONCE, license -> of(license, user, all)), shown.size(), free);
  }

  /** A licence as its owner sees it. */
  LicenseAnswer ofOwner(License license) {
    return of(license, license.ownerId(), true);
  }

  private LicenseAnswer of(License license, UserId viewer, boolean all) {
    boolean own = license.ownerId().equals(viewer);
    boolean named = own || all;
    return new LicenseAnswer(
        license.licenseId(),
        Optional.of(license.ownerId()).filter(owner -> named),
        Label.of(license.sharing()),
        own,
        license.run().isPresent(),
        license.run().map(RunClaim::since),
        license.run().map(RunClaim::user).filter(user -> named || user.equals(viewer)),
        reservations.on(license.licenseId()).stream()
            .map(each -> booking(each, named || each.userId().equals(viewer)))
            .toList());
  }

  private static LicenseAnswer.Booking booking(Reservation reservation, boolean named) {
    return new LicenseAnswer.Booking(
        reservation.slot().start(),
        reservation.slot().end(),
        Optional.of(reservation.sessionId()).filter(id -> named),
        Optional.of(reservation.userId()).filter(id -> named));
  }
}
