/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Port: the licences. {@code Instances} registers and claims a licence in one transaction with its
 * instance, {@code Sessions} books it in one with its session; all other writes are here.
 *
 * <p>A claim on a credential belongs to one user at most; it is written and freed in the same
 * transaction as the licence that holds it.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by key are
 * strongly consistent, the pool may lag. A failure is a {@code DEPENDENCY_FAILED}.
 */
public interface Licenses {
  Optional<License> find(LicenseId id);

  /** The licences in state {@link SharingState#SHARED}, in no particular order. */
  List<License> pool();

  /** All licences, in no particular order; a scan. */
  List<License> all();

  /** {@return the licence as it stands; empty when it was changed or removed since it was read} */
  default Optional<License> save(License changed) {
    return save(changed, List.of(), Instant.EPOCH);
  }

  /**
   * Writes a licence and makes sessions due, all or nothing.
   *
   * @param sessions only open ones become due; a transaction has room for 90, the surplus becomes
   *     due just before
   * @return as {@link #save(License)}
   */
  Optional<License> save(License changed, List<SessionId> sessions, Instant dueAt);

  /**
   * Writes a licence while a reservation on it exists.
   *
   * @return as {@link #save(License)}; also empty when the reservation has ended
   */
  Optional<License> saveWhile(License changed, Reservation booked);

  /**
   * Writes a licence and frees claims that it no longer holds, all or nothing.
   *
   * @return as {@link #save(License)}
   */
  Optional<License> saveFreeing(License changed, Set<CredentialClaim> freed);

  /** Writes a licence and claims its credentials, all or nothing. */
  Claimed saveClaiming(License changed);

  /**
   * Removes a licence and frees its claims, all or nothing.
   *
   * @return whether the licence is gone; false when it was written since it was read
   */
  boolean remove(License read);

  /**
   * Applies a change to the latest revision, as often as concurrent writes make necessary. A change
   * without effect writes nothing.
   *
   * @param change pure; it may throw to give up
   * @return the licence as it stands now; empty when there is none
   * @throws PlatformException {@code CONFLICT} when others keep changing it
   */
  default Optional<License> update(LicenseId id, UnaryOperator<License> change) {
    return OptimisticRetry.of(
        "licence",
        () -> {
          Optional<License> read = find(id);
          if (read.isEmpty()) {
            return Optional.of(read);
          }
          License changed = change.apply(read.get());
          if (changed.equals(read.get())) {
            return Optional.of(read);
          }
          Set<CredentialClaim> freed = read.get().claims().freedBy(changed.claims());
          Optional<License> written = freed.isEmpty() ? save(changed) : saveFreeing(changed, freed);
          return written.isPresent() ? Optional.of(written) : Optional.empty();
        });
  }

  /** How {@link #saveClaiming} went. */
  sealed interface Claimed {
    record Done(License license) implements Claimed {}

    /** Another writer changed the licence since it was read. */
    record Overtaken() implements Claimed {}

    /**
     * Other users hold some of the claims.
     *
     * @param holders by claim
     */
    record Taken(Map<CredentialClaim, UserId> holders) implements Claimed {}
  }
}
