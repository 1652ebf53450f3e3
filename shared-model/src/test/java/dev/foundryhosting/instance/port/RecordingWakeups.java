/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps the wake-ups that were sent, for tests to read; delivers none. */
public final class RecordingWakeups implements Wakeups {
  /** The longest delay of an SQS message. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final List<Wakeup> sent = new ArrayList<>();
  private boolean broken;

  /** A wake-up that was sent. */
  public record Wakeup(UserId user, Duration delay) {}

  @Override
  public synchronized void wake(UserId user, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a wake-up comes after 0 to 15 minutes, not " + delay);
    }
    if (broken) {
      throw PlatformException.dependency("Could not send a wake-up.", true);
    }
    sent.add(new Wakeup(user, delay));
  }

  /** All wake-ups in the order in which they were sent. */
  public synchronized List<Wakeup> sent() {
    return List.copyOf(sent);
  }

  /** Forgets what was sent. */
  public synchronized void clear() {
    sent.clear();
  }

  /** From now on sending fails, or works again. */
  public synchronized void breakDown(boolean now) {
    broken = now;
  }
}
