/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Subdomain;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Players as a test says; one on every server of which it said nothing. */
public final class InMemoryPlayerCounts implements PlayerCounts {
  private final Map<Subdomain, OptionalInt> counts = new ConcurrentHashMap<>();

  @Override
  public OptionalInt read(Subdomain subdomain) {
    return counts.getOrDefault(subdomain, OptionalInt.of(1));
  }

  /** From now on so many play there. */
  public void play(String subdomain, int players) {
    counts.put(new Subdomain(subdomain), OptionalInt.of(players));
  }

  /** From now on the server's answer cannot be read. */
  public void unreadable(String subdomain) {
    counts.put(new Subdomain(subdomain), OptionalInt.empty());
  }
}
