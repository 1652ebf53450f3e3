/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of the bot keeps to. */
abstract class BotStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final BotStore store;

  BotStoreContract(BotStore store) {
    this.store = store;
  }

  @Test
  void aClaimIsGrantedToOneOnly() {
    assertThat(claim("once", "first", NOW)).isTrue();
    assertThat(claim("once", "second", NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void theOwnerGetsItsClaimAgainAfterADeath() {
    claim("died", "first", NOW);

    assertThat(claim("died", "first", NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void afterTheLeaseAnotherOwnerGetsTheClaim() {
    claim("left", "first", NOW);

    assertThat(claim("left", "second", NOW.plus(LEASE).plusSeconds(1))).isTrue();
  }

  @Test
  void noClaimIsGrantedOnceItIsDone() {
    claim("finished", "first", NOW);
    store.done("finished");

    assertThat(claim("finished", "first", NOW)).isFalse();
    assertThat(claim("finished", "second", NOW.plus(LEASE).plusSeconds(1))).isFalse();
  }

  @Test
  void notesAreKeptBesideEachOther() {
    store.note("notes", Map.of("a", "1", "b", "2"), Optional.empty());
    store.note("notes", Map.of("b", "3"), Optional.of(NOW));

    assertThat(store.find("notes")).contains(Map.of("a", "1", "b", "3"));
  }

  @Test
  void anEmptyNoteIsRemoved() {
    store.note("less", Map.of("a", "1", "b", "2"), Optional.empty());
    store.note("less", Map.of("a", ""), Optional.empty());

    assertThat(store.find("less")).contains(Map.of("b", "2"));
  }

  @Test
  void removedAndUnknownNotesAreNotFound() {
    store.note("gone", Map.of("a", "1"), Optional.empty());
    store.forget("gone");
    store.forget("never");

    assertThat(store.find("gone")).isEmpty();
    assertThat(store.find("never")).isEmpty();
  }

  private boolean claim(String key, String owner, Instant now) {
    return store.claim(key, owner, now, now.plus(LEASE), now.plus(Duration.ofDays(1)));
  }
}
