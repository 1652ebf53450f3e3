/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The claims that a licence holds on its credentials. The owner's secret may hold those of before
 * until others are stored, and a run goes on with what it began with: so long both are claimed.
 *
 * @param held all claims
 * @param current those on the credentials that the owner gave last
 * @param stored whether the owner's secret holds the current credentials for certain
 */
public record CredentialClaims(
    Set<CredentialClaim> held, Set<CredentialClaim> current, boolean stored) {

  public CredentialClaims {
    held = Set.copyOf(held);
    current = Set.copyOf(current);
    if (!held.containsAll(current)) {
      throw new IllegalArgumentException("a licence holds the claims on its current credentials");
    }
  }

  /** Of a licence that was registered before credentials were claimed. */
  public static CredentialClaims none() {
    return new CredentialClaims(Set.of(), Set.of(), false);
  }

  /** The owner gives credentials. */
  CredentialClaims plus(Collection<CredentialClaim> given) {
    if (current.equals(Set.copyOf(given))) {
      return this;
    }
    Set<CredentialClaim> all = new HashSet<>(held);
    all.addAll(given);
    return new CredentialClaims(all, Set.copyOf(given), false);
  }

  /** The owner's secret holds the current credentials now. */
  CredentialClaims whenStored() {
    return held.isEmpty() ? this : new CredentialClaims(held, current, true);
  }

  /** No run uses the licence: what its owner's secret holds no more is free. */
  CredentialClaims whenUnused() {
    return stored ? new CredentialClaims(current, current, true) : this;
  }

  /** The claims that these hold and later ones do not. */
  Set<CredentialClaim> freedBy(CredentialClaims later) {
    Set<CredentialClaim> freed = new HashSet<>(held);
    freed.removeAll(later.held);
    return freed;
  }
}
