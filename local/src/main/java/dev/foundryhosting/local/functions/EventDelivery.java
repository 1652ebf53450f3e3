package dev.foundryhosting.local.functions;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Brings events to functions without waiting for them, and again when a function failed. */
@Singleton
public class EventDelivery {
  private static final Logger LOG = Logger.getLogger(EventDelivery.class);

  /** AWS goes on for 24 hours; at a laptop somebody is waiting. */
  private static final int ATTEMPTS = 5;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FunctionHost functions;

  EventDelivery(FunctionHost functions) {
    this.functions = functions;
  }

  /** Hands an event over; it arrives at least once and in any order, as with EventBridge. */
  public void deliver(String function, byte[] event) {
    Future<?> unused = threads.submit(() -> deliverNow(function, event));
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private void deliverNow(String function, byte[] event) {
    Duration pause = Duration.ofSeconds(1);
    String requestId = FunctionHost.newRequestId();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      FunctionHost.Answer answer = functions.invoke(function, event, requestId);
      if (answer.error().isEmpty()) {
        return;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      pause = pause.multipliedBy(2);
    }
    LOG.warnf("%s failed %d times on one event, which is dropped", function, ATTEMPTS);
  }
}
