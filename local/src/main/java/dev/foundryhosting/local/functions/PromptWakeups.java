package dev.foundryhosting.local.functions;

import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;

/** Wake-ups by the queue as on AWS, but sooner: everything here is quicker, and a person waits. */
public final class PromptWakeups implements Wakeups {
  private final Wakeups queue;

  public PromptWakeups(Wakeups queue) {
    this.queue = queue;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void wake(UserId user, Duration delay) {
    queue.wake(user, delay);
  }
}
