/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.instance.port.RandomSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What waits up to an hour for its confirmation, and is more than a button's id can hold. */
public final class Drafts {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String EXPIRES_AT = "expiresAt";
  private static final int ID_BYTES = 8;

  private final BotStore store;
  private final RandomSource random;
  private final Clock clock;

  public Drafts(BotStore store, RandomSource random, Clock clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Keeps a draft.
   *
   * @return its id
   */
  public String keep(Map<String, String> draft) {
    String id = HexFormat.of().formatHex(random.bytes(ID_BYTES));
    Instant expiresAt = clock.instant().plus(LIFE);
    Map<String, String> notes = new HashMap<>(draft);
    notes.put(EXPIRES_AT, expiresAt.toString());
    store.note(key(id), notes, Optional.of(expiresAt));
    return id;
  }

  /** The draft; empty once it was confirmed, or is too old. */
  public Optional<Map<String, String>> find(String id) {
    // The table itself removes it only within days.
    return store
        .find(key(id))
        .filter(notes -> clock.instant().isBefore(Instant.parse(notes.get(EXPIRES_AT))));
  }

  public void drop(String id) {
    store.forget(key(id));
  }

  private static String key(String id) {
    return "draft#" + id;
  }
}
