/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bot's store for tests. */
public final class InMemoryBotStore implements BotStore {
  private record Claim(String owner, Instant leaseEnds, boolean isDone) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, Map<String, String>> notes = new HashMap<>();

  @Override
  public synchronized boolean claim(
      String key, String owner, Instant now, Instant leaseEnds, Instant forgetAt) {
    Claim present = claims.get(key);
    boolean free =
        present == null
            || (!present.isDone()
                && (present.owner().equals(owner) || present.leaseEnds().isBefore(now)));
    if (free) {
      claims.put(key, new Claim(owner, leaseEnds, false));
    }
    return free;
  }

  @Override
  public synchronized void done(String key) {
    claims.compute(
        key,
        (k, present) ->
            present == null
                ? new Claim("", Instant.MAX, true)
                : new Claim(present.owner(), present.leaseEnds(), true));
  }

  @Override
  public synchronized Optional<Map<String, String>> find(String key) {
    return Optional.ofNullable(notes.get(key)).filter(n -> !n.isEmpty()).map(Map::copyOf);
  }

  @Override
  public synchronized void note(String key, Map<String, String> more, Optional<Instant> forgetAt) {
    Map<String, String> all = notes.computeIfAbsent(key, k -> new HashMap<>());
    all.putAll(more);
    all.values().removeIf(String::isEmpty);
  }

  @Override
  public synchronized void forget(String key) {
    notes.remove(key);
  }
}
