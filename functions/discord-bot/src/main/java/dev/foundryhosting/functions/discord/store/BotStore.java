/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Port: what the bot keeps from one call to the next, by keys. A claim makes sure that something is
 * done once: its owner does it, and marks it as done.
 */
public interface BotStore {
  /**
   * Claims something that is to be done once.
   *
   * @param owner the same when the same attempt is repeated after a death
   * @param now the time
   * @param leaseEnds when another owner may claim it, unless it is done
   * @param forgetAt when the claim can be removed
   * @return whether the owner is to do it: it is neither done nor claimed by another
   */
  boolean claim(String key, String owner, Instant now, Instant leaseEnds, Instant forgetAt);

  /** Marks it as done: no claim on it is granted any more. */
  void done(String key);

  /** The notes of a key; empty when there are none. */
  Optional<Map<String, String>> find(String key);

  /**
   * Adds notes to those of a key. A value "" removes a note.
   *
   * @param forgetAt when all notes of the key can be removed; empty for never
   */
  void note(String key, Map<String, String> notes, Optional<Instant> forgetAt);

  /** Removes all notes of a key. */
  void forget(String key);
}
