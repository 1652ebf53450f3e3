package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.instance.port.RandomSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What waits for its confirmation, for an hour: more than a button's id can hold. */
public final class Drafts {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String EXPIRES_AT = "expiresAt";
  private static final int ID_BYTES = 8;

  private final BotStore memory;
  private final RandomSource random;
  private final Clock clock;

  public Drafts(BotStore memory, RandomSource random, Clock clock) {
    this.memory = memory;
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
    memory.note(key(id), notes, Optional.of(expiresAt));
    return id;
  }

  /** The draft; empty when it was confirmed already or is too old. */
  public Optional<Map<String, String>> find(String id) {
    // The table itself forgets only within days.
    return memory
        .find(key(id))
        .filter(notes -> clock.instant().isBefore(Instant.parse(notes.get(EXPIRES_AT))));
  }

  public void drop(String id) {
    memory.forget(key(id));
  }

  private static String key(String id) {
    return "draft#" + id;
  }
}
