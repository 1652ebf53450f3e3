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

/** What makes the functions run by themselves: timers, events of ECS, our own events, wake-ups. */
final class Schedules extends Layer {
  private static final Gson GSON = new Gson();
  private static final int WAKEUPS_AT_ONCE = 10;
  // A new account runs ten functions at the same time; players must get through meanwhile.
  private static final int WAKEUP_CONCURRENCY = 3;
  // What a timer could not deliver, the next tick does anyway.
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
    EventRule rule =
        new EventRule(
            name,
            EventRuleArgs.builder()
                .name(name)
                .description("Runs %s at a %s".formatted(function.moduleName(), rate))
                .scheduleExpression(rate)
                .tags(tags(name))
                .build(),
            child());
    invoke(name, rule, Optional.empty(), function, TICK_LIFE_SECONDS);
  }

  private void taskState(Cluster cluster) {
    EventRule rule =
        new EventRule(
            Rules.TASK_STATE,
            EventRuleArgs.builder()
                .name(Rules.TASK_STATE)
                .description("A task of our cluster changed its state")
                .eventPattern(cluster.arn().applyValue(Schedules::taskStateOf))
                .tags(tags(Rules.TASK_STATE))
                .build(),
            child());
    invoke(
        Rules.TASK_STATE, rule, Optional.empty(), PlatformFunction.TASK_EVENTS, EVENT_LIFE_SECONDS);
  }

  private static String taskStateOf(String clusterArn) {
    Map<String, Object> pattern = new LinkedHashMap<>();
    pattern.put("source", List.of("aws.ecs"));
    pattern.put("detail-type", List.of("ECS Task State Change"));
    pattern.put("detail", Map.of("clusterArn", List.of(clusterArn)));
    return GSON.toJson(pattern);
  }

  /** Everything that the platform tells on its own bus. */
  private void platformEvents(Output<Place> place) {
    EventRule rule =
        new EventRule(
            Rules.PLATFORM_EVENTS,
            EventRuleArgs.builder()
                .name(Rules.PLATFORM_EVENTS)
                .description("The platform tells what happened")
                .eventBusName(queues.busName())
                .eventPattern(
                    place.applyValue(
                        where -> GSON.toJson(Map.of("account", List.of(where.account())))))
                .tags(tags(Rules.PLATFORM_EVENTS))
                .build(),
            child());
    invoke(
        Rules.PLATFORM_EVENTS,
        rule,
        Optional.of(queues.busName()),
        PlatformFunction.DISCORD_BOT,
        EVENT_LIFE_SECONDS);
  }

  private void invoke(
      String name,
      EventRule rule,
      Optional<Output<String>> bus,
      PlatformFunction function,
      int eventLifeSeconds) {
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
   * One wake-up sends the next, every ten seconds for as long as a server moves; after sixteen of
   * them Lambda would take that for a loop without end and let none through any more ("Recursive
   * loop detection" in the Lambda developer guide). It has an end: starts, stops and removals come
   * to theirs, and after each failure the pause doubles.
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
