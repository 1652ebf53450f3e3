/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How an instance is destroyed and how far that has come.
 *
 * @param keepLicense whether the licence and the secret with its credentials stay, so that others
 *     can still play on it; the request, and once {@link Finalizer#LICENSE} is done the fact
 * @param erase whether nothing at all may remain of the user: no tombstone and no recovery of the
 *     secret
 * @param formerWipe the removal of the user's files that an earlier version began
 * @param finishedAt when everything was gone; from then on the record is a tombstone
 */
public record Teardown(
    boolean keepLicense,
    boolean erase,
    Instant requestedAt,
    Set<Finalizer> done,
    Optional<FormerWipe> formerWipe,
    Optional<Instant> finishedAt) {

  public Teardown {
    done = Set.copyOf(done);
  }

  static Teardown requested(boolean keepLicense, boolean erase, Instant now) {
    return new Teardown(keepLicense, erase, now, Set.of(), Optional.empty(), Optional.empty());
  }

  public boolean has(Finalizer finalizer) {
    return done.contains(finalizer);
  }

  public Teardown with(Finalizer finalizer) {
    Set<Finalizer> more = new HashSet<>(done);
    more.add(finalizer);
    return new Teardown(keepLicense, erase, requestedAt, more, formerWipe, finishedAt);
  }

  /** The same teardown where something must be done once more. */
  public Teardown without(Finalizer finalizer) {
    Set<Finalizer> fewer = new HashSet<>(done);
    fewer.remove(finalizer);
    return new Teardown(keepLicense, erase, requestedAt, fewer, formerWipe, finishedAt);
  }

  public Teardown with(Optional<FormerWipe> progressed) {
    return new Teardown(keepLicense, erase, requestedAt, done, progressed, finishedAt);
  }

  /** The fact replaces the request: there may be no licence to keep, or one that must stay. */
  public Teardown keeping(boolean licenseStays) {
    return new Teardown(licenseStays, erase, requestedAt, done, formerWipe, finishedAt);
  }

  public Teardown finished(Instant now) {
    return new Teardown(keepLicense, erase, requestedAt, done, formerWipe, Optional.of(now));
  }

  /** A request to erase also removes what an earlier teardown kept. */
  Teardown widened(boolean eraseToo) {
    if (!eraseToo || erase) {
      return this;
    }
    Teardown reopened = without(Finalizer.LICENSE).without(Finalizer.SECRET);
    return new Teardown(false, true, requestedAt, reopened.done, formerWipe, Optional.empty());
  }
}
