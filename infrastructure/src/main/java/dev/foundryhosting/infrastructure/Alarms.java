/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;
import java.util.Map;

/** The alarms; docs/operations.md explains each. */
final class Alarms {
  private static final int FIVE_MINUTES = 300;
  private static final double STALE_WAKEUP_SECONDS = 600;

  /** Three sweeps in a row did not get to a server. */
  private static final double LATE_SECONDS = 900;

  /** What is swept; the values of the dimension in the functions' metrics. */
  static final List<String> SWEEPS = List.of("instances", "sessions");

  static final String SWEEP = "Sweep";

  private final Observability layer;
  private final Output<String> topicArn;

  Alarms(Observability layer, Output<String> topicArn, Queues queues, LoadBalancing loadBalancing) {
    this.layer = layer;
    this.topicArn = topicArn;
    for (String queue : queues.failedNames()) {
      alarm(
          queue.replace(Layer.named(""), "") + "-not-empty",
          "Something could not be worked on and waits in " + queue,
          metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum")
              .dimensions(Map.of("QueueName", queue)));
    }
    for (PlatformFunction function : PlatformFunction.values()) {
      alarm(
          function.moduleName() + "-errors",
          function.moduleName() + " failed: its log says why",
          metric("AWS/Lambda", "Errors", "Sum")
              .dimensions(Map.of("FunctionName", function.functionName())));
    }
    alarm(
        "start-failed",
        "A server could not be started: the event log says whose and why",
        metric(EventLog.NAMESPACE, "InstanceFailed", "Sum"));
    alarm(
        "record-unreadable",
        "A stored record is damaged: the function's log names it",
        metric(EventLog.NAMESPACE, "UnreadableRecords", "Sum"));
    alarm(
        "donation-refused",
        "A donation could not be booked: the log of kofi-webhook says which and why",
        metric(EventLog.NAMESPACE, "Errors", "Sum")
            .dimensions(Map.of("Action", "donation-refused")));
    alarm(
        "servers-late",
        "The sweep does not get to all servers that are due",
        metric(EventLog.NAMESPACE, "ReconcileLagSeconds", "Maximum")
            .threshold(LATE_SECONDS)
            .dimensions(Map.of(SWEEP, "instances")));
    for (String sweep : SWEEPS) {
      alarm(
          sweep + "-failing",
          "Work on " + sweep + " has failed for a quarter of an hour",
          // The least of the sweeps: it failed each time.
          metric(EventLog.NAMESPACE, "ReconcileFailed", "Minimum")
              .evaluationPeriods(3)
              .dimensions(Map.of(SWEEP, sweep)));
    }
    alarm(
        "wakeups-stale",
        "Wake-ups are not worked on; the sweep does the work, but later",
        metric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum")
            .threshold(STALE_WAKEUP_SECONDS)
            .dimensions(Map.of("QueueName", Layer.named("wakeups"))));
    Output<Map<String, String>> loadBalancer =
        loadBalancing.metricName().applyValue(name -> Map.of("LoadBalancer", name));
    alarm(
        "load-balancer-5xx",
        "Players got errors from the load balancer",
        metric("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum")
            .threshold(10.0)
            .dimensions(loadBalancer));
    alarm(
        "servers-5xx",
        "Players got errors from the servers",
        metric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum")
            .threshold(10.0)
            .dimensions(loadBalancer));
  }

  static int count() {
    long failedQueues = FunctionSpec.ALL.stream().filter(FunctionSpec::isAsynchronous).count() + 1;
    return Math.toIntExact(failedQueues) + PlatformFunction.values().length + 7 + SWEEPS.size();
  }

  private static MetricAlarmArgs.Builder metric(String namespace, String name, String statistic) {
    return MetricAlarmArgs.builder()
        .namespace(namespace)
        .metricName(name)
        .statistic(statistic)
        .evaluationPeriods(1)
        .threshold(0.0);
  }

  private void alarm(String kind, String description, MetricAlarmArgs.Builder metric) {
    String name = Layer.named(kind);
    new MetricAlarm(
        name,
        metric
            .name(name)
            .alarmDescription(description)
            .comparisonOperator("GreaterThanThreshold")
            .period(FIVE_MINUTES)
            // An idle platform has no data.
            .treatMissingData("notBreaching")
            .alarmActions(Output.all(topicArn))
            .okActions(Output.all(topicArn))
            .tags(layer.tags(name))
            .build(),
        layer.child());
  }
}
