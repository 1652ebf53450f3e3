/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Invokes functions asynchronously, and again when they fail. */
@Singleton
public class EventDelivery {
  private static final Logger LOG = Logger.getLogger(EventDelivery.class);

  /** AWS tries for 24 hours; on a laptop a person waits. */
  private static final int ATTEMPTS = 5;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FunctionHost functions;

  EventDelivery(FunctionHost functions) {
    this.functions = functions;
  }

  /** Delivers an event at least once and in any order, as EventBridge does. */
  public void deliver(String function, byte[] event) {
    Future<?> unused = threads.submit(() -> deliverNow(function, event));
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private void deliverNow(String function, byte[] event) {
    String requestId = FunctionHost.newRequestId();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (functions.invoke(function, event, requestId).error().isEmpty()) {
        return;
      }
      try {
        Thread.sleep(Duration.ofSeconds(1L << attempt));
      } catch (InterruptedException e) {
        return;
      }
    }
    LOG.warnf("%s failed %d times on one event, which is dropped", function, ATTEMPTS);
  }
}
