/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard ("Dashboard body structure and syntax" in the CloudWatch API reference). */
final class DashboardBody {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;

  private final String region;
  private final List<Map<String, Object>> widgets = new ArrayList<>();

  private DashboardBody(String region) {
    this.region = region;
  }

  static String json(String region, String loadBalancer, List<String> failedQueues) {
    DashboardBody body = new DashboardBody(region);
    body.add(
        "Running servers: vCPUs of Fargate (a server has one or two)",
        "Maximum",
        List.of(
            List.of(
                "AWS/Usage",
                "ResourceCount",
                "Service",
                "Fargate",
                "Type",
                "Resource",
                "Resource",
                "vCPU",
                "Class",
                "Standard/OnDemand")));
    body.add(
        "Starts, ends, failures",
        "Sum",
        EventLog.COUNTED.stream().map(event -> List.of(EventLog.NAMESPACE, event)).toList());
    body.add(
        "From asking for a server to playing (s)",
        "Average",
        List.of(List.of(EventLog.NAMESPACE, EventLog.START_SECONDS)));
    body.add(
        "How long functions work on servers (ms)",
        "p90",
        List.of(
            List.of(EventLog.NAMESPACE, "Duration", "Action", "start"),
            List.of(EventLog.NAMESPACE, "Duration", "Action", "task-state-change"),
            List.of(EventLog.NAMESPACE, "Duration", "Action", "wake-up"),
            List.of(EventLog.NAMESPACE, "Duration", "Action", "sweep")));
    body.add("What is due", "Maximum", perSweep("ReconcileDue"));
    body.add("What fails and stays due", "Maximum", perSweep("ReconcileFailed"));
    body.add(
        "How late a server was looked at (s); damaged records",
        "Maximum",
        List.of(
            List.of(
                EventLog.NAMESPACE, "ReconcileLagSeconds", Alarms.SWEEP, Alarms.SWEEPS.getFirst()),
            List.of(EventLog.NAMESPACE, "UnreadableRecords")));
    body.add("Function errors", "Sum", perFunction("Errors"));
    body.add("Function durations (ms)", "p90", perFunction("Duration"));
    body.add("Webhook answers", "Sum", webhooks());
    body.add("What failed (messages)", "Maximum", failed(failedQueues));
    body.add(
        "Oldest wake-up (s)",
        "Maximum",
        List.of(
            List.of(
                "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", Layer.named("wakeups"))));
    body.add(
        "What players got",
        "Sum",
        List.of("RequestCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count").stream()
            .map(metric -> List.of("AWS/ApplicationELB", metric, "LoadBalancer", loadBalancer))
            .toList());
    // Billing metrics exist only in Virginia.
    body.add(
        "Cost of the account this month (USD)",
        "Maximum",
        "us-east-1",
        6 * 60 * 60,
        List.of(List.of("AWS/Billing", "EstimatedCharges", "Currency", "USD")));
    return new Gson().toJson(Map.of("widgets", body.widgets));
  }

  private static List<List<String>> perFunction(String metric) {
    return Arrays.stream(PlatformFunction.values())
        .map(function -> List.of("AWS/Lambda", metric, "FunctionName", function.functionName()))
        .toList();
  }

  private static List<List<String>> perSweep(String metric) {
    return Alarms.SWEEPS.stream()
        .map(sweep -> List.of(EventLog.NAMESPACE, metric, Alarms.SWEEP, sweep))
        .toList();
  }

  private static List<List<String>> webhooks() {
    return FunctionSpec.ALL.stream()
        .filter(FunctionSpec::hasUrl)
        .flatMap(
            spec ->
                List.of("UrlRequestCount", "Url4xxCount", "Url5xxCount").stream()
                    .map(
                        metric ->
                            List.of(
                                "AWS/Lambda",
                                metric,
                                "FunctionName",
                                spec.function().functionName())))
        .toList();
  }

  private static List<List<String>> failed(List<String> queues) {
    return queues.stream()
        .map(queue -> List.of("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue))
        .toList();
  }

  private void add(String title, String statistic, List<List<String>> metrics) {
    add(title, statistic, region, 300, metrics);
  }

  private void add(
      String title, String statistic, String where, int period, List<List<String>> metrics) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("title", title);
    properties.put("region", where);
    properties.put("stat", statistic);
    properties.put("period", period);
    properties.put("view", "timeSeries");
    properties.put("metrics", metrics);
    int index = widgets.size();
    Map<String, Object> widget = new LinkedHashMap<>();
    widget.put("type", "metric");
    widget.put("x", index % COLUMNS * WIDTH);
    widget.put("y", index / COLUMNS * HEIGHT);
    widget.put("width", WIDTH);
    widget.put("height", HEIGHT);
    widget.put("properties", properties);
    widgets.add(widget);
  }
}
