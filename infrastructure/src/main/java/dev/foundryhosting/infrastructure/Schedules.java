/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetRetryPolicyArgs;
import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.lambda.FunctionRecursionConfig;
import com.pulumi.aws.lambda.FunctionRecursionConfigArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lambda.inputs.EventSourceMappingScalingConfigArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.Functions.Deployed;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What invokes the functions: timers, events of ECS and of the platform, wake-ups. */
final class Schedules extends Layer {
  private static final Gson GSON = new Gson();
  private static final int WAKEUPS_AT_ONCE = 10;
  // A new account runs ten functions at the same time, which players need too.
  private static final int WAKEUP_CONCURRENCY = 3;
  // The next tick does the work of a lost one.
  private static final int TICK_LIFE_SECONDS = 300;
  private static final int EVENT_LIFE_SECONDS = 24 * 60 * 60;
  private static final int DELIVERIES = 185;

  private final Functions functions;
  private final Queues queues;

  Schedules(
      Settings settings, Output<Place> place, Cluster cluster, Queues queues, Functions functions) {
    super("Schedules", settings);
    this.functions = functions;
    this.queues = queues;
    timer(Rules.AUTO_SHUTDOWN, "rate(5 minutes)", PlatformFunction.AUTO_SHUTDOWN);
    timer(Rules.SESSION_PREP, "rate(1 minute)", PlatformFunction.SESSION_PREP);
    taskState(cluster);
    platformEvents(place);
    wakeups();
    mayWakeItself();
    done();
  }

  private void timer(String name, String rate, PlatformFunction function) {
    EventRuleArgs.Builder rule =
        EventRuleArgs.builder()
            .description("Runs %s at a %s".formatted(function.moduleName(), rate))
            .scheduleExpression(rate);
    invoke(name, rule, Optional.empty(), function, TICK_LIFE_SECONDS);
  }

  private void taskState(Cluster cluster) {
    EventRuleArgs.Builder rule =
        EventRuleArgs.builder()
            .description("A task of our cluster changed its state")
            .eventPattern(cluster.arn().applyValue(Schedules::taskStateOf));
    PlatformFunction function = PlatformFunction.TASK_EVENTS;
    invoke(Rules.TASK_STATE, rule, Optional.empty(), function, EVENT_LIFE_SECONDS);
  }

  private static String taskStateOf(String clusterArn) {
    Map<String, Object> pattern = new LinkedHashMap<>();
    pattern.put("source", List.of("aws.ecs"));
    pattern.put("detail-type", List.of("ECS Task State Change"));
    pattern.put("detail", Map.of("clusterArn", List.of(clusterArn)));
    return GSON.toJson(pattern);
  }

  private void platformEvents(Output<Place> place) {
    Optional<Output<String>> bus = Optional.of(queues.busName());
    EventRuleArgs.Builder rule =
        EventRuleArgs.builder()
            .description("The platform tells what happened")
            .eventBusName(queues.busName())
            .eventPattern(place.applyValue(Rules::allEvents));
    PlatformFunction function = PlatformFunction.DISCORD_BOT;
    invoke(Rules.PLATFORM_EVENTS, rule, bus, function, EVENT_LIFE_SECONDS);
  }

  private void invoke(
      String name,
      EventRuleArgs.Builder args,
      Optional<Output<String>> bus,
      PlatformFunction function,
      int eventLifeSeconds) {
    EventRule rule = new EventRule(name, args.name(name).tags(tags(name)).build(), child());
    Deployed deployed = functions.get(function);
    PermissionArgs.Builder permission =
        PermissionArgs.builder()
            .action("lambda:InvokeFunction")
            .function(deployed.name())
            .principal("events.amazonaws.com")
            .sourceArn(rule.arn());
    deployed.qualifier().ifPresent(permission::qualifier);
    Permission allowed = new Permission(name, permission.build(), child());
    new EventTarget(
        name,
        EventTargetArgs.builder()
            .rule(rule.name())
            .eventBusName(bus.orElse(null))
            .targetId(function.moduleName())
            .arn(deployed.invokeArn())
            .retryPolicy(
                EventTargetRetryPolicyArgs.builder()
                    .maximumEventAgeInSeconds(eventLifeSeconds)
                    .maximumRetryAttempts(DELIVERIES)
                    .build())
            .deadLetterConfig(
                EventTargetDeadLetterConfigArgs.builder().arn(queues.failedArn(function)).build())
            .build(),
        childAfter(allowed));
  }

  private void wakeups() {
    String name = named("wakeups");
    new EventSourceMapping(
        name,
        EventSourceMappingArgs.builder()
            .eventSourceArn(queues.wakeupsArn())
            .functionName(functions.get(PlatformFunction.TASK_EVENTS).invokeArn())
            .batchSize(WAKEUPS_AT_ONCE)
            .functionResponseTypes("ReportBatchItemFailures")
            .scalingConfig(
                EventSourceMappingScalingConfigArgs.builder()
                    .maximumConcurrency(WAKEUP_CONCURRENCY)
                    .build())
            .tags(tags(name))
            .build(),
        child());
  }

  /**
   * A wake-up sends the next one, every ten seconds while a server starts or stops. After sixteen
   * of them Lambda would stop that as an endless loop ("Recursive loop detection" in the Lambda
   * developer guide). This loop ends: starts, stops and removals end, and each failure doubles the
   * interval.
   */
  private void mayWakeItself() {
    new FunctionRecursionConfig(
        named("wakeups"),
        FunctionRecursionConfigArgs.builder()
            .functionName(functions.get(PlatformFunction.TASK_EVENTS).name())
            .recursiveLoop("Allow")
            .build(),
        child());
  }
}
