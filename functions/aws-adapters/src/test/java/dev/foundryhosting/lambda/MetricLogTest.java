/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.error.UnreadableRecord;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-07T18:30:00Z"), ZoneOffset.UTC);

  private final List<String> lines = new ArrayList<>();
  private final MetricLog log = new MetricLog(lines::add, CLOCK);

  @Test
  void aPassIsOneLineThatSaysWhoseWhyAndHow() {
    try (RequestLog.Entry entry = new RequestLog(line -> {}, CLOCK).begin("r-1", "sweep")) {
      log.passed(pass(List.of(), false));
    }

    JsonNode line = line(0);
    assertThat(lines).hasSize(1);
    assertThat(line.get("reconcileId").textValue()).isEqualTo("pass-1");
    assertThat(line.get("userId").textValue()).isEqualTo("anna");
    assertThat(line.get("trigger").textValue()).isEqualTo("sweep");
    assertThat(line.get("steps")).hasToString("[\"RUN_TASK\",\"OPEN_ROUTE\"]");
    assertThat(line.get("failures")).isEmpty();
    assertThat(line.get("durationMs").intValue()).isEqualTo(1250);
    assertThat(metrics(0)).containsExactly("ReconcileFailed", "LeaseTaken");
    assertThat(line.get("ReconcileFailed").intValue()).isZero();
    assertThat(line.get("LeaseTaken").intValue()).isZero();
  }

  @Test
  void aFailedStepIsCountedByItsName() {
    log.passed(pass(List.of(new Metrics.StepFailure("RUN_TASK", "DEPENDENCY_FAILED")), false));

    assertThat(line(0).get("ReconcileFailed").intValue()).isEqualTo(1);
    assertThat(line(0).get("failures").get(0).textValue()).isEqualTo("RUN_TASK: DEPENDENCY_FAILED");
    assertThat(dimensions(1)).containsExactly("Step");
    assertThat(line(1).get("Step").textValue()).isEqualTo("RUN_TASK");
    assertThat(line(1).get("StepFailed").intValue()).isEqualTo(1);
  }

  @Test
  void aPassThatFoundTheLeaseTakenIsCounted() {
    log.passed(pass(List.of(), true));

    assertThat(line(0).get("LeaseTaken").intValue()).isEqualTo(1);
  }

  @Test
  void aSweepIsCountedByItsKind() {
    log.swept(new Metrics.Sweep(Metrics.Kind.INSTANCES, 40, 2, 3, Duration.ofSeconds(61)));

    assertThat(dimensions(0)).containsExactly("Sweep");
    assertThat(line(0).get("Sweep").textValue()).isEqualTo("instances");
    assertThat(line(0).get("ReconcileDue").intValue()).isEqualTo(40);
    assertThat(line(0).get("ReconcileFailed").intValue()).isEqualTo(2);
    assertThat(line(0).get("left").intValue()).isEqualTo(3);
    assertThat(line(0).get("ReconcileLagSeconds").intValue()).isEqualTo(61);
  }

  @Test
  void onlyADamagedRecordIsCountedAmongProblems() {
    log.problem(new IllegalStateException("no capacity"));
    assertThat(lines).isEmpty();

    log.problem(new UnreadableRecord("server anna", new IllegalStateException("no desired")));

    assertThat(metrics(0)).containsExactly("UnreadableRecords");
    assertThat(dimensions(0)).isEmpty();
    assertThat(line(0).get("UnreadableRecords").intValue()).isEqualTo(1);
    assertThat(line(0).get("message").textValue()).contains("server anna");
  }

  private static Metrics.Pass pass(List<Metrics.StepFailure> failures, boolean leaseTaken) {
    return new Metrics.Pass(
        "pass-1",
        new UserId("anna"),
        List.of("RUN_TASK", "OPEN_ROUTE"),
        failures,
        leaseTaken,
        Duration.ofMillis(1250));
  }

  private JsonNode line(int index) {
    try {
      return JSON.readTree(lines.get(index));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> dimensions(int index) {
    JsonNode sets = line(index).at("/_aws/CloudWatchMetrics/0/Dimensions");
    assertThat(sets).hasSize(1);
    List<String> names = new ArrayList<>();
    sets.get(0).forEach(name -> names.add(name.textValue()));
    return names;
  }

  private List<String> metrics(int index) {
    List<String> names = new ArrayList<>();
    line(index)
        .at("/_aws/CloudWatchMetrics/0/Metrics")
        .forEach(metric -> names.add(metric.get("Name").textValue()));
    return names;
  }
}
