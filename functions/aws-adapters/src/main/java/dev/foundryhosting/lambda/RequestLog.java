/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.lambda.EmbeddedMetrics.Metric;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/**
 * Writes one JSON line for each request: user, action, result and duration, but none of the
 * request's content. The line is also the metric ({@link EmbeddedMetrics}).
 */
public final class RequestLog {
  private static final String REQUEST_ID = "requestId";
  private static final String USER_ID = "userId";
  static final String ACTION = "action";
  private static final double NANOS_A_MILLI = 1e6;

  private final Consumer<String> lines;
  private final Clock clock;

  /**
   * @param lines takes each line without its end
   */
  public RequestLog(Consumer<String> lines, Clock clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Begins a request on this thread, whose log lines carry its id until the entry is closed.
   *
   * @param action the dimension of the metrics: one of few names, never text of the request
   */
  public Entry begin(String requestId, String action) {
    MDC.put(REQUEST_ID, requestId);
    MDC.put(ACTION, action);
    return new Entry(requestId, action);
  }

  /** One request. Closing it writes the line. */
  public final class Entry implements AutoCloseable {
    private final String requestId;
    private final long startedAt = System.nanoTime();
    private String action;
    private Optional<UserId> user = Optional.empty();
    private String status = ErrorCode.INTERNAL_ERROR.name();

    private Entry(String requestId, String action) {
      this.requestId = requestId;
      this.action = action;
    }

    /** Replaces the action, by another name of the function's own. */
    public void action(String name) {
      action = name;
      MDC.put(ACTION, name);
    }

    /** The user whom the request concerns. */
    public void user(UserId concerned) {
      user = Optional.of(concerned);
      MDC.put(USER_ID, concerned.value());
    }

    public void succeeded() {
      status = "ok";
    }

    public void failed(ErrorCode code) {
      status = code.name();
    }

    @Override
    public void close() {
      lines.accept(line((System.nanoTime() - startedAt) / NANOS_A_MILLI).toString());
      MDC.remove(REQUEST_ID);
      MDC.remove(ACTION);
      MDC.remove(USER_ID);
    }

    private ObjectNode line(double millis) {
      ObjectNode line =
          EmbeddedMetrics.line(
                  clock.instant(),
                  List.of("Action"),
                  List.of(new Metric("Duration", "Milliseconds"), Metric.count("Errors")))
              .put(REQUEST_ID, requestId)
              .put(ACTION, action);
      user.ifPresent(id -> line.put(USER_ID, id.value()));
      return line.put("status", status)
          .put("durationMs", Math.round(millis * 10) / 10.0)
          .put("Action", action)
          .put("Duration", millis)
          .put("Errors", status.equals("ok") ? 0 : 1);
    }
  }
}
