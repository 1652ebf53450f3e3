/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Subdomain;
import java.util.Map;
import java.util.Optional;
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

  /** From now on so many play in a world. */
  public void play(String subdomain, int players, String world) {
    readings.put(
        new Subdomain(subdomain), Reading.counted(players, Optional.of(new WorldName(world))));
  }

  /** From now on the server's answer cannot be read. */
  public void unreadable(String subdomain) {
    readings.put(new Subdomain(subdomain), Reading.unreadable());
  }

  /** From now on no world is open there, since its user has something to do. */
  public void needs(String subdomain, Attention attention) {
    readings.put(
        new Subdomain(subdomain), Reading.setup(attention.label(), Optional.of(attention)));
  }

  /** From now on no world is open there, and this is what it says of that. */
  public void setUp(String subdomain, String answer) {
    readings.put(new Subdomain(subdomain), Reading.setup(answer, Optional.empty()));
  }
}
