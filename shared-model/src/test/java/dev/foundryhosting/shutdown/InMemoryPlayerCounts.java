/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Subdomain;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Players as a test says; one on every server of which it said nothing. */
public final class InMemoryPlayerCounts implements PlayerCounts {
  private final Map<Subdomain, Reading> readings = new ConcurrentHashMap<>();

  @Override
  public Reading read(Subdomain subdomain) {
    return readings.getOrDefault(subdomain, Reading.counted(1));
  }

  /** From now on so many play there. */
  public void play(String subdomain, int players) {
    readings.put(new Subdomain(subdomain), Reading.counted(players));
  }

  /** From now on the server's answer cannot be read. */
  public void unreadable(String subdomain) {
    readings.put(new Subdomain(subdomain), Reading.unreadable());
  }

  /** From now on no world is open there, since its user has something to do. */
  public void needs(String subdomain, Attention attention) {
    readings.put(new Subdomain(subdomain), new Reading(OptionalInt.of(0), Optional.of(attention)));
  }
}
