package dev.foundryhosting.local.pulse;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Does one thing again and again, with a pause between, until it is closed. */
public final class Pulse implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Pulse.class);

  /** A single failure is a child that ended a moment before us, or a task that went meanwhile. */
  private static final int TELL_AFTER_FAILURES = 3;

  private final String name;
  private final Duration pause;
  private final Runnable step;
  private final Thread thread;
  private volatile boolean closed;

  private Pulse(String name, Duration pause, Runnable step) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Begins at once, in a thread of its own. A step that fails is told about and done again. */
  public static Pulse start(String name, Duration pause, Runnable step) {
    Pulse pulse = new Pulse(name, pause, step);
    pulse.thread.start();
    return pulse;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    int failures = 0;
    while (!closed) {
      try {
        step.run();
        failures = 0;
      } catch (RuntimeException e) {
        failures++;
        if (failures == TELL_AFTER_FAILURES && !closed) {
          LOG.warnf(e, "%s failed %d times in a row and goes on trying", name, failures);
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        // Only close() interrupts; an interruption meant for the step's own waiting is over.
        if (closed) {
          return;
        }
      }
    }
  }
}
