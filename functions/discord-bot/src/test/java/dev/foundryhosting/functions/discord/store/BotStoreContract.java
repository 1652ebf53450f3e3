package dev.foundryhosting.functions.discord.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every memory of the bot keeps to. */
abstract class BotStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final BotStore memory;

  BotStoreContract(BotStore memory) {
    this.memory = memory;
  }

  @Test
  void aClaimIsGrantedToOneOnly() {
    assertThat(claim("once", "first", NOW)).isTrue();
    assertThat(claim("once", "second", NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void whoeverHasTheClaimGetsItAgainAfterADeath() {
    claim("died", "first", NOW);

    assertThat(claim("died", "first", NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void afterTheLeaseSomebodyElseGoesOn() {
    claim("left", "first", NOW);

    assertThat(claim("left", "second", NOW.plus(LEASE).plusSeconds(1))).isTrue();
  }

  @Test
  void whatIsDoneIsNotGrantedToAnybody() {
    claim("finished", "first", NOW);
    memory.done("finished");

    assertThat(claim("finished", "first", NOW)).isFalse();
    assertThat(claim("finished", "second", NOW.plus(LEASE).plusSeconds(1))).isFalse();
  }

  @Test
  void notesAreKeptBesideEachOther() {
    memory.note("notes", Map.of("a", "1", "b", "2"), Optional.empty());
    memory.note("notes", Map.of("b", "3"), Optional.of(NOW));

    assertThat(memory.find("notes")).contains(Map.of("a", "1", "b", "3"));
  }

  @Test
  void anEmptyNoteIsTakenAway() {
    memory.note("less", Map.of("a", "1", "b", "2"), Optional.empty());
    memory.note("less", Map.of("a", ""), Optional.empty());

    assertThat(memory.find("less")).contains(Map.of("b", "2"));
  }

  @Test
  void whatIsForgottenOrWasNeverNotedIsNotFound() {
    memory.note("gone", Map.of("a", "1"), Optional.empty());
    memory.forget("gone");
    memory.forget("never");

    assertThat(memory.find("gone")).isEmpty();
    assertThat(memory.find("never")).isEmpty();
  }

  private boolean claim(String key, String owner, Instant now) {
    return memory.claim(key, owner, now, now.plus(LEASE), now.plus(Duration.ofDays(1)));
  }
}
