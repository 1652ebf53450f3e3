/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.activity;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened lately, for people to watch. */
@Singleton
public class Activity {
  private static final int KEPT = 200;

  /** A sweep every few seconds must not push out all the rest. */
  private static final int LOOKED_BACK = 4;

  private final Deque<Entry> newestFirst = new ArrayDeque<>();
  private final Clock clock;
  private long lastId;

  /** Takes the platform's clock, so that all times agree. */
  public Activity(Clock clock) {
    this.clock = clock;
  }

  public synchronized void note(Kind kind, String title, String detail) {
    add(kind, title, detail, true, null, 1);
  }

  /** Adds an invocation; the same as one of the last few counts there. */
  public synchronized void invoked(String title, String detail, boolean ok, Duration took) {
    Optional<Entry> same =
        newestFirst.stream()
            .limit(LOOKED_BACK)
            .filter(each -> each.kind() == Kind.INVOCATION && each.ok() == ok)
            .filter(each -> each.title().equals(title) && each.detail().equals(detail))
            .findFirst();
    same.ifPresent(newestFirst::remove);
    int times = same.map(Entry::times).orElse(0) + 1;
    add(Kind.INVOCATION, title, detail, ok, took.toMillis(), times);
  }

  /** The newest entries, the newest first. */
  public synchronized List<Entry> newest(int limit) {
    return newestFirst.stream().limit(limit).toList();
  }

  private void add(
      Kind kind, String title, String detail, boolean ok, @Nullable Long tookMillis, int times) {
    lastId++;
    newestFirst.addFirst(
        new Entry(lastId, clock.instant(), kind, title, detail, ok, tookMillis, times));
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
    }
  }

  /** What an entry is about. */
  public enum Kind {
    INVOCATION,
    /** A task of ECS changed its state. */
    TASK,
    /** The health of a target changed. */
    HEALTH,
    /** Players joined or left a server. */
    GAME,
    /** The platform published an event. */
    EVENT,
    CLOCK
  }

  /**
   * @param id grows with time
   * @param tookMillis null for what has no duration
   * @param times how often it happened in a row
   */
  public record Entry(
      long id,
      Instant at,
      Kind kind,
      String title,
      String detail,
      boolean ok,
      @Nullable Long tookMillis,
      int times) {}
}
