/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.activity.Activity;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Runs the functions' own handlers in this process, as the Lambda runtime does on AWS. */
@Singleton
public class FunctionHost {
  private static final Logger LOG = Logger.getLogger(FunctionHost.class);

  /** AWS retries for 24 hours; on a laptop a person waits. */
  private static final int ATTEMPTS = 5;

  private final Map<String, InstanceHandle<RequestStreamHandler>> handlers = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Activity activity;

  FunctionHost(@All List<InstanceHandle<RequestStreamHandler>> handlers, Activity activity) {
    for (InstanceHandle<RequestStreamHandler> handler : handlers) {
      if (handler.getBean().getName() != null) {
        this.handlers.put(handler.getBean().getName(), handler);
      }
    }
    this.activity = activity;
  }

  public Set<String> names() {
    return handlers.keySet();
  }

  /** Invokes a function and adds it to the activity. */
  public Answer invoke(String name, byte[] event) {
    return invoke(name, event, newRequestId());
  }

  /** Invokes a function asynchronously, and again when it fails; events come in any order. */
  public void invokeLater(String name, byte[] event) {
    Future<?> unused = threads.submit(() -> invokeUntilItSucceeds(name, event));
  }

  private void invokeUntilItSucceeds(String name, byte[] event) {
    String requestId = newRequestId();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (invoke(name, event, requestId).error().isEmpty()) {
        return;
      }
      try {
        Thread.sleep(Duration.ofSeconds(1L << attempt));
      } catch (InterruptedException e) {
        return;
      }
    }
    LOG.warnf("%s failed %d times on one event, which is dropped", name, ATTEMPTS);
  }

  private Answer invoke(String name, byte[] event, String requestId) {
    long begun = System.nanoTime();
    Answer answer = ask(name, event, requestId);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    InvocationSummary summary = InvocationSummary.of(name, event, answer);
    activity.invoked(summary.title(), summary.detail(), summary.ok(), took);
    return answer;
  }

  /** Invokes a function for a page that asks every second; the activity does not show it. */
  public Answer ask(String name, byte[] event) {
    return ask(name, event, newRequestId());
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  private Answer ask(String name, byte[] event, String requestId) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      Objects.requireNonNull(handlers.get(name))
          .get()
          .handleRequest(
              new ByteArrayInputStream(event), output, new LocalContext(name, requestId));
      return new Answer(requestId, output.toString(UTF_8), Optional.empty());
    } catch (IOException | RuntimeException e) {
      // As on AWS, an exception of a handler is the function's failure, not its caller's.
      LOG.debugf(e, "%s failed", name);
      ObjectNode failure =
          Json.object()
              .put("errorMessage", String.valueOf(e.getMessage()))
              .put("errorType", e.getClass().getName());
      return new Answer(requestId, failure.toString(), Optional.of("Unhandled"));
    }
  }

  /**
   * A function's answer.
   *
   * @param payload JSON: the answer, or the error
   * @param error Lambda's word for a failure of the function itself
   */
  public record Answer(String requestId, String payload, Optional<String> error) {
    /** The payload, where it is a JSON object. */
    public ObjectNode json() {
      return Json.parse("the answer", payload.getBytes(UTF_8));
    }
  }
}
