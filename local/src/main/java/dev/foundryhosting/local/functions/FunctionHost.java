package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.local.activity.Activity;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Runs the functions' own handlers in this process, as the Lambda runtime does on AWS. */
@Singleton
public class FunctionHost {
  private static final Logger LOG = Logger.getLogger(FunctionHost.class);

  private final Map<String, InstanceHandle<RequestStreamHandler>> handlers = new TreeMap<>();
  private final Activity activity;
  private final ObjectMapper json;

  FunctionHost(
      @All List<InstanceHandle<RequestStreamHandler>> handlers,
      Activity activity,
      ObjectMapper json) {
    for (InstanceHandle<RequestStreamHandler> handler : handlers) {
      if (handler.getBean().getName() != null) {
        this.handlers.put(handler.getBean().getName(), handler);
      }
    }
    this.activity = activity;
    this.json = json;
  }

  /** The names of the functions that are here. */
  public Set<String> names() {
    return handlers.keySet();
  }

  /**
   * Invokes a function and notes it among the activity.
   *
   * @throws UnknownFunction when there is none of that name
   */
  public Answer invoke(String name, byte[] event) {
    return invoke(name, event, newRequestId());
  }

  /**
   * The same for an invocation that may be repeated.
   *
   * @param requestId what Lambda gives each invocation, and keeps when it repeats one
   */
  Answer invoke(String name, byte[] event, String requestId) {
    long begun = System.nanoTime();
    Answer answer = ask(name, event, requestId);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    InvocationSummary summary = InvocationSummary.of(json, name, event, answer);
    activity.invoked(summary.title(), summary.detail(), summary.ok(), took);
    return answer;
  }

  /** Invokes a function without a word, as for a page that looks each second. */
  public Answer ask(String name, byte[] event) {
    return ask(name, event, newRequestId());
  }

  static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  private Answer ask(String name, byte[] event, String requestId) {
    InstanceHandle<RequestStreamHandler> handler = handlers.get(name);
    if (handler == null) {
      throw new UnknownFunction(name);
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    LocalContext context = new LocalContext(name, requestId);
    try {
      handler.get().handleRequest(new ByteArrayInputStream(event), output, context);
      return new Answer(context.getAwsRequestId(), output.toString(UTF_8), Optional.empty());
    } catch (IOException | RuntimeException e) {
      // As on AWS: whatever a handler throws is the function's failure, not its caller's.
      LOG.debugf(e, "%s failed", name);
      return new Answer(context.getAwsRequestId(), failure(e), Optional.of("Unhandled"));
    }
  }

  private String failure(Exception e) {
    try {
      return json.writeValueAsString(
          Map.of(
              "errorMessage", String.valueOf(e.getMessage()), "errorType", e.getClass().getName()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * What a function answered.
   *
   * @param payload its answer, or its error as JSON
   * @param error Lambda's word for a failure of the function itself; empty when it answered
   */
  public record Answer(String requestId, String payload, Optional<String> error) {}

  /** There is no function of that name. */
  public static final class UnknownFunction extends RuntimeException {
    UnknownFunction(String name) {
      super(name);
    }
  }
}
