package dev.foundryhosting.local.activity;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What happened lately, for people to watch; the newest last. */
@Singleton
public class Activity {
  private static final int KEPT = 200;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Clock clock;
  private long lastId;

  /**
   * @param clock the platform's, so that what is told fits what the platform says of its times
   */
  public Activity(Clock clock) {
    this.clock = clock;
  }

  /** Notes that something happened. */
  public void note(Kind kind, String title, String detail) {
    add(kind, title, detail, true, null);
  }

  /** Notes that a function was invoked. */
  public void invoked(String title, String detail, boolean ok, Duration took) {
    add(Kind.INVOCATION, title, detail, ok, took.toMillis());
  }

  /** The newest ones, newest first. */
  public synchronized List<Entry> newest(int limit) {
    return entries.reversed().stream().limit(limit).toList();
  }

  private synchronized void add(
      Kind kind, String title, String detail, boolean ok, Long tookMillis) {
    Entry previous = repeated(kind, title, detail, ok).orElse(null);
    int times = previous == null ? 1 : previous.times() + 1;
    if (previous != null) {
      entries.remove(previous);
    }
    lastId++;
    entries.addLast(new Entry(lastId, clock.instant(), kind, title, detail, ok, tookMillis, times));
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  /** The same thing among the last few: a sweep each few seconds must not push all else away. */
  private Optional<Entry> repeated(Kind kind, String title, String detail, boolean ok) {
    return new ArrayList<>(entries.reversed())
        .stream()
            .limit(4)
            .filter(
                entry ->
                    entry.kind() == kind
                        && kind == Kind.INVOCATION
                        && entry.title().equals(title)
                        && entry.detail().equals(detail)
                        && entry.ok() == ok)
            .findFirst();
  }

  /** What an entry is about. */
  public enum Kind {
    /** A function was invoked. */
    INVOCATION,
    /** A task of ECS changed its state. */
    TASK,
    /** The load balancer thinks otherwise of a target. */
    HEALTH,
    /** A person did something to a server, such as joining it. */
    GAME,
    /** An event was put on the platform's bus. */
    EVENT,
    /** The platform's clock was moved. */
    CLOCK
  }

  /**
   * One thing that happened.
   *
   * @param id grows with time
   * @param tookMillis how long it took; null for what has no duration
   * @param times how often it happened in a row
   */
  public record Entry(
      long id,
      Instant at,
      Kind kind,
      String title,
      String detail,
      boolean ok,
      Long tookMillis,
      int times) {}
}
