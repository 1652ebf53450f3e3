package dev.foundryhosting.license;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Port: the licences. A licence is written and claimed together with the instance it belongs to
 * (see {@code Instances}), so that neither can be without the other, and booked together with its
 * session; the rest is here.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by key are
 * strongly consistent, the pool may lag. All fail loudly.
 */
public interface Licenses {
  Optional<License> find(LicenseId id);

  /** The licences that are lent ({@link SharingState#SHARED}), in no particular order. */
  List<License> pool();

  /** All licences, in no particular order; costs what exists. */
  List<License> all();

  /**
   * Writes a licence.
   *
   * @return the licence as it stands now; empty when somebody else wrote or removed it since it was
   *     read
   */
  default Optional<License> save(License changed) {
    return save(changed, List.of(), Instant.EPOCH);
  }

  /**
   * Writes a licence and has sessions looked at, all or nothing.
   *
   * @param sessions those that are open by then are due at once; of more than 90 the surplus is
   *     made due just before
   * @param dueAt the time from which they are due
   * @return as {@link #save(License)}
   */
  Optional<License> save(License changed, List<SessionId> sessions, Instant dueAt);

  /**
   * Writes a licence, only while something is booked.
   *
   * @return the licence as it stands now; empty when somebody else wrote or removed it since it was
   *     read, or when what is booked ended
   */
  Optional<License> saveWhile(License changed, Reservation booked);

  /**
   * Removes a licence as it was read.
   *
   * @return whether it is gone; false when somebody else wrote it since it was read
   */
  boolean remove(License read);

  /**
   * Changes a licence, whoever else writes it at the same time. Nothing is written when the change
   * changes nothing.
   *
   * @param change pure; it may throw to give up
   * @return the licence as it stands now; empty when there is none
   * @throws PlatformException {@code CONFLICT} when others were faster again and again
   */
  default Optional<License> update(LicenseId id, UnaryOperator<License> change) {
    for (int attempt = 0; attempt < 20; attempt++) {
      Optional<License> read = find(id);
      if (read.isEmpty()) {
        return read;
      }
      License changed = change.apply(read.get());
      if (changed.equals(read.get())) {
        return read;
      }
      Optional<License> written = save(changed);
      if (written.isPresent()) {
        return written;
      }
    }
    throw new PlatformException(
        ErrorCode.CONFLICT, "The licence is being changed by others right now. Try again.");
  }
}
