/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * A log line that is also a metric, without a further call: CloudWatch's embedded metric format
 * ("Specification: Embedded metric format"), which allows other members.
 */
final class EmbeddedMetrics {
  /** The namespace of the platform's metrics. */
  private static final String NAMESPACE = "FoundryHosting";

  private EmbeddedMetrics() {}

  /** A metric's name and unit; the line has a member of that name. */
  record Metric(String name, String unit) {
    static Metric count(String name) {
      return new Metric(name, "Count");
    }
  }

  /**
   * The beginning of a line.
   *
   * @param dimensions names of members; empty for metrics without dimensions
   */
  static ObjectNode line(Instant now, List<String> dimensions, List<Metric> metrics) {
    ObjectNode metadata = Json.object().put("Timestamp", now.toEpochMilli());
    ObjectNode directive =
        metadata.putArray("CloudWatchMetrics").addObject().put("Namespace", NAMESPACE);
    ArrayNode names = directive.putArray("Dimensions").addArray();
    dimensions.forEach(names::add);
    ArrayNode units = directive.putArray("Metrics");
    metrics.forEach(
        metric -> units.addObject().put("Name", metric.name()).put("Unit", metric.unit()));
    ObjectNode line = Json.object();
    line.set("_aws", metadata);
    return line.put("timestamp", now.toString()).put("level", "INFO");
  }
}
