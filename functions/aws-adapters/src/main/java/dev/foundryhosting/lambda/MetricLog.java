/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.UnreadableRecord;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.lambda.EmbeddedMetrics.Metric;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/** Writes one JSON line for each pass, sweep and damaged record; the lines are the metrics. */
public final class MetricLog implements Metrics {
  private static final String RECONCILE_ID = "reconcileId";
  private static final String FAILED = "ReconcileFailed";

  private final Consumer<String> lines;
  private final Clock clock;

  /**
   * @param lines takes each line without its end
   */
  public MetricLog(Consumer<String> lines, Clock clock) {
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public void passed(Pass pass) {
    ObjectNode line =
        line(List.of(), List.of(Metric.count(FAILED), Metric.count("LeaseTaken")))
            .put(RECONCILE_ID, pass.reconcileId())
            .put("userId", pass.user().value())
            .put("trigger", trigger());
    ArrayNode steps = line.putArray("steps");
    pass.steps().forEach(steps::add);
    ArrayNode failures = line.putArray("failures");
    pass.failures().forEach(each -> failures.add(each.step() + ": " + each.error()));
    write(
        line.put("durationMs", pass.took().toMillis())
            .put(FAILED, pass.failures().isEmpty() ? 0 : 1)
            .put("LeaseTaken", pass.leaseTaken() ? 1 : 0));
    for (StepFailure failure : pass.failures()) {
      write(
          line(List.of("Step"), List.of(Metric.count("StepFailed")))
              .put(RECONCILE_ID, pass.reconcileId())
              .put("Step", failure.step())
              .put("StepFailed", 1));
    }
  }

  @Override
  public void swept(Sweep sweep) {
    write(
        line(
                List.of("Sweep"),
                List.of(
                    Metric.count("ReconcileDue"),
                    Metric.count(FAILED),
                    new Metric("ReconcileLagSeconds", "Seconds")))
            .put("Sweep", sweep.kind().name().toLowerCase(Locale.ROOT))
            .put("left", sweep.left())
            .put("ReconcileDue", sweep.due())
            .put(FAILED, sweep.failed())
            .put("ReconcileLagSeconds", sweep.lag().toSeconds()));
  }

  /** A problem on its way to the log: a damaged record is counted. */
  public void problem(Throwable cause) {
    if (cause instanceof UnreadableRecord damaged) {
      write(
          line(List.of(), List.of(Metric.count("UnreadableRecords")))
              .put("message", damaged.getMessage())
              .put("UnreadableRecords", 1));
    }
  }

  /** The action of the request on whose behalf this thread works. */
  private static String trigger() {
    return Optional.ofNullable(MDC.get(RequestLog.ACTION)).map(Object::toString).orElse("unknown");
  }

  private ObjectNode line(List<String> dimensions, List<Metric> metrics) {
    return EmbeddedMetrics.line(clock.instant(), dimensions, metrics);
  }

  private void write(ObjectNode line) {
    lines.accept(line.toString());
  }
}
