/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.StoreContract;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of sessions must find: a user's, and those that must be looked at. */
public abstract class SessionSearchContract extends StoreContract {
  private final LicenseId annas = LicenseId.ofOwner(anna);

  protected SessionSearchContract(StoreUnderTest store) {
    super(store);
  }

  @BeforeEach
  void annaLends() {
    owner(anna, SharingState.SHARED);
  }

  @Test
  void aUsersSessionsComeTheLatestStartFirstInWhateverState() {
    Session middle = book(ben, "a", SessionSamples.slot(2));
    Session latest = book(ben, "b", SessionSamples.slot(3));
    Session first = book(ben, "c", SessionSamples.slot(1));
    Session over = sessions().close(SessionSamples.cancelled(middle)).orElseThrow();
    book(anna, "d", SessionSamples.slot(9));

    assertThat(sessions().ofUser(ben, Optional.empty(), 10))
        .isEqualTo(new Sessions.Page(List.of(latest, over, first), Optional.empty()));
    assertThat(sessions().ofUser(new UserId("nobody"), Optional.empty(), 10))
        .isEqualTo(new Sessions.Page(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8})
  void pagesHoldEachSessionOnceAlsoWithEqualStarts(int limit) {
    List<SessionId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // Three at the same time, then three others within one second, then one.
      TimeSlot slot = SessionSamples.slot(i / 3);
      all.add(
          book(ben, "s-" + i, i < 3 ? slot : slot.startingAt(slot.start().plusMillis(i)))
              .sessionId());
    }

    List<Session> listed = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int pages = 0;
    do {
      Sessions.Page page = sessions().ofUser(ben, cursor, limit);
      assertThat(page.sessions()).hasSizeBetween(1, limit);
      listed.addAll(page.sessions());
      cursor = page.cursor();
      pages++;
    } while (cursor.isPresent());

    assertThat(listed).extracting(Session::sessionId).containsExactlyInAnyOrderElementsOf(all);
    assertThat(listed)
        .extracting(session -> session.slot().start().getEpochSecond())
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(pages).isEqualTo((7 + limit - 1) / limit);
  }

  @Test
  void aBookingBetweenTwoPagesShiftsNothing() {
    IntStream.range(1, 5).forEach(day -> book(ben, "s-" + day, SessionSamples.slot(day)));
    Sessions.Page first = sessions().ofUser(ben, Optional.empty(), 2);
    book(ben, "s-9", SessionSamples.slot(9));

    assertThat(sessions().ofUser(ben, first.cursor(), 2).sessions())
        .extracting(session -> session.sessionId().value())
        .containsExactly("s-2", "s-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1#", "#a", "1#a#b", "1 #a", "12#diary#ben", "١#a"})
  void anInvalidCursorIsRefused(String cursor) {
    assertThatThrownBy(() -> sessions().ofUser(ben, Optional.of(cursor), 2))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR));
  }

  @Test
  void allOpenSessionsAreListed() {
    List<Session> open = new ArrayList<>();
    for (int day = 1; day <= 12; day++) {
      open.add(book(ben, "open-" + day, SessionSamples.slot(day)));
    }
    Session closed = book(ben, "closed", SessionSamples.slot(20));
    assertThat(sessions().close(SessionSamples.cancelled(closed))).isPresent();
    Session later =
        sessions()
            .save(SessionSamples.due(open.getFirst(), Optional.of(NOW.plus(Duration.ofDays(80)))))
            .orElseThrow();
    open.set(0, later);

    assertThat(sessions().openSessions()).containsExactlyInAnyOrderElementsOf(open);
  }

  @Test
  void aPageHoldsAtLeastOneSession() {
    assertThatThrownBy(() -> sessions().ofUser(ben, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sessions().dueSessions(0, NOW, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDueSessionIsFoundInItsShard() {
    Instant due = NOW.plusMillis(9_500);
    Session session = dueAt("s-1", Optional.of(due));
    SessionId id = session.sessionId();

    assertThat(dueIn(Sessions.shardOf(id), due)).containsExactly(id);
    assertThat(dueIn(Sessions.shardOf(id), due.minusNanos(1))).isEmpty();
    assertThat(dueIn(Sessions.shardOf(id), due.plus(Duration.ofDays(9)))).containsExactly(id);
    for (int other = 1; other < TableSchema.DUE_SHARDS; other++) {
      assertThat(dueIn((Sessions.shardOf(id) + other) % TableSchema.DUE_SHARDS, due)).isEmpty();
    }
  }

  @Test
  void aFinishedSessionIsNeverDueAgain() {
    Session booked = book(ben, "s-1", SessionSamples.slot(1));
    assertThat(dueIn(Sessions.shardOf(booked.sessionId()), NOW))
        .containsExactly(booked.sessionId());
    Session over = sessions().close(SessionSamples.cancelled(booked)).orElseThrow();

    assertThat(sessions().save(SessionSamples.due(over, Optional.empty()))).isPresent();

    assertThat(dueIn(Sessions.shardOf(booked.sessionId()), NOW.plus(Duration.ofDays(99))))
        .isEmpty();
  }

  @Test
  void theSessionDueLongestComesFirstUpToTheLimit() {
    List<SessionId> sameShard = sameShard(5);
    for (int i = 0; i < 5; i++) {
      // Later and later the earlier it is booked.
      dueAt(sameShard.get(i).value(), Optional.of(NOW.minusSeconds(i)));
    }
    int shard = Sessions.shardOf(sameShard.getFirst());

    assertThat(sessions().dueSessions(shard, NOW, 10)).isEqualTo(sameShard.reversed());
    assertThat(sessions().dueSessions(shard, NOW, 2)).isEqualTo(sameShard.reversed().subList(0, 2));
    assertThat(sessions().dueSessions(shard, NOW.minusSeconds(3), 10))
        .isEqualTo(sameShard.reversed().subList(0, 2));
  }

  private List<SessionId> dueIn(int shard, Instant until) {
    return sessions().dueSessions(shard, until, 10);
  }

  private Session dueAt(String id, Optional<Instant> time) {
    Session booked = book(ben, id, SessionSamples.slot(reservations().on(annas).size()));
    return sessions().save(SessionSamples.due(booked, time)).orElseThrow();
  }

  private Session book(UserId user, String id, TimeSlot slot) {
    return sessions()
        .book(SessionSamples.booked(user, annas, id, slot), license(anna), reservations().of(user))
        .orElseThrow();
  }

  private static List<SessionId> sameShard(int count) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new SessionId("due-" + i))
        .filter(id -> Sessions.shardOf(id) == 3)
        .limit(count)
        .toList();
  }
}
