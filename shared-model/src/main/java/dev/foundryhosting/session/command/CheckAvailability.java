package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says whether a user could book a time, and what stands in the way. */
public final class CheckAvailability {
  private final Licenses licenses;
  private final Reservations reservations;
  private final BookingLimits limits;
  private final Clock clock;

  public CheckAvailability(
      Licenses licenses, Reservations reservations, BookingLimits limits, Clock clock) {
    this.licenses = licenses;
    this.reservations = reservations;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param free licences that could be booked, the best first
   * @param conflicts what is booked on the others, or by the user, around that time
   * @param nextFree the first slot of that length that is free; empty when there is no licence
   * @param reason why the user can book nothing at all for now; then nothing is free
   */
  public record Answer(
      List<LicenseId> free,
      List<Reservation> conflicts,
      Optional<TimeSlot> nextFree,
      Optional<String> reason) {
    public Answer {
      free = List.copyOf(free);
      conflicts = List.copyOf(conflicts);
    }

    /** Whether it could be booked now. */
    public boolean available() {
      return !free.isEmpty();
    }
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code VALIDATION_ERROR}
   */
  public Answer check(UserId user, Instant start, Instant end) {
    Instant now = clock.instant();
    TimeSlot slot = BookingLimits.slot(start, end, now);
    List<License> candidates =
        Availability.candidates(
            user, licenses.find(LicenseId.ofOwner(user)), licenses.pool(), slot, now);
    UserBookings diary = reservations.of(user);
    Optional<String> reached = limits.reached(diary);
    List<Reservation> own = diary.reservations().stream().filter(r -> r.blocks(slot)).toList();
    List<LicenseId> free = new ArrayList<>();
    List<Reservation> conflicts = new ArrayList<>(own);
    List<TimeSlot> next = new ArrayList<>();
    for (License license : candidates) {
      List<Reservation> booked = reservations.on(license.licenseId());
      List<Reservation> inTheWay = booked.stream().filter(r -> r.blocks(slot)).toList();
      inTheWay.stream().filter(r -> !conflicts.contains(r)).forEach(conflicts::add);
      if (inTheWay.isEmpty() && own.isEmpty() && reached.isEmpty()) {
        free.add(license.licenseId());
      }
      next.add(Availability.next(slot, booked, diary));
    }
    return new Answer(
        free,
        conflicts,
        next.stream()
            .min(Comparator.comparing(TimeSlot::start))
            .filter(earliest -> reached.isEmpty()),
        reached);
  }
}
