package dev.foundryhosting.functions.discord.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Port: what the bot remembers from one call to the next, by keys. Something is done once by its
 * claim: whoever has it works, and once it is done nobody gets it again.
 */
public interface BotStore {
  /**
   * Asks to do something that is to be done once.
   *
   * @param owner who asks; the same when the same attempt is made again after a death
   * @param now the time
   * @param leaseEnds when somebody else may go on, unless it is done by then
   * @param forgetAt when it can be forgotten
   * @return whether to do it: nobody has done it, and nobody else is at it
   */
  boolean claim(String key, String owner, Instant now, Instant leaseEnds, Instant forgetAt);

  /** It is done: no claim on it is granted any more. */
  void done(String key);

  /** What is noted; empty when nothing is. */
  Optional<Map<String, String>> find(String key);

  /**
   * Notes something, beside what is noted already. A value "" takes a note away.
   *
   * @param forgetAt when all of it can be forgotten; empty for never
   */
  void note(String key, Map<String, String> notes, Optional<Instant> forgetAt);

  /** Forgets everything noted. */
  void forget(String key);
}
