/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogMetricFilter;
import com.pulumi.aws.cloudwatch.LogMetricFilterArgs;
import com.pulumi.aws.cloudwatch.LogResourcePolicy;
import com.pulumi.aws.cloudwatch.LogResourcePolicyArgs;
import com.pulumi.aws.cloudwatch.inputs.LogMetricFilterMetricTransformationArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import java.util.List;

/**
 * The log of all events on the platform's bus, and metrics from it. EventBridge writes only to log
 * groups below {@code /aws/events/}.
 */
final class EventLog {
  /** The namespace of the platform's metrics, also of those that the functions write. */
  static final String NAMESPACE = "FoundryHosting";

  /** The names of the counted events. */
  static final List<String> COUNTED =
      List.of("InstanceReady", "InstanceFailed", "InstanceStopped", "DonationBooked");

  /** The duration of starts, in seconds. */
  static final String START_SECONDS = "StartSeconds";

  private static final String GROUP = "/aws/events/foundry-hosting";
  private static final int LOG_DAYS = 3;

  EventLog(Observability layer, Output<Place> place, Queues queues) {
    String name = Layer.named("event-log");
    LogGroup log = layer.logGroup(name, GROUP, LOG_DAYS);
    LogResourcePolicy writable =
        new LogResourcePolicy(
            name,
            LogResourcePolicyArgs.builder()
                .policyName(name)
                .policyDocument(
                    place.applyValue(
                        where ->
                            TaskPolicies.ofEventLog(
                                    where, GROUP, Rules.arnOfPlatformRule(name, where))
                                .json()))
                .build(),
            layer.child());
    EventRule rule =
        new EventRule(
            name,
            EventRuleArgs.builder()
                .name(name)
                .description("Writes down what the platform tells")
                .eventBusName(queues.busName())
                .eventPattern(place.applyValue(Rules::allEvents))
                .tags(layer.tags(name))
                .build(),
            layer.child());
    new EventTarget(
        name,
        EventTargetArgs.builder()
            .rule(rule.name())
            .eventBusName(queues.busName())
            .targetId("log")
            .arn(log.arn())
            .build(),
        layer.childAfter(writable));
    COUNTED.forEach(
        event ->
            filter(
                layer,
                log,
                event,
                event,
                LogMetricFilterMetricTransformationArgs.builder()
                    .value("1")
                    .defaultValue("0")
                    .unit("Count")));
    filter(
        layer,
        log,
        START_SECONDS,
        "InstanceReady",
        LogMetricFilterMetricTransformationArgs.builder()
            .value("$.detail.startSeconds")
            .unit("Seconds"));
  }

  private static void filter(
      Observability layer,
      LogGroup log,
      String metric,
      String event,
      LogMetricFilterMetricTransformationArgs.Builder value) {
    new LogMetricFilter(
        metric,
        LogMetricFilterArgs.builder()
            .name(metric)
            .logGroupName(log.name())
            .pattern("{ $.detail-type = \"%s\" }".formatted(event))
            .metricTransformation(value.namespace(NAMESPACE).name(metric).build())
            .build(),
        layer.child());
  }
}
