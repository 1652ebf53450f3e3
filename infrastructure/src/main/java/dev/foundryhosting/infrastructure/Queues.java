package dev.foundryhosting.infrastructure;

import com.google.gson.JsonObject;
import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.cloudwatch.EventBusArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What waits: wake-ups, the bus of the platform's events, and what could not be worked on. */
final class Queues extends Layer {
  // Six times the function's time-out ("Configuring a queue to use with Lambda").
  private static final int WAKEUP_VISIBILITY_SECONDS =
      6 * FunctionSpec.of(PlatformFunction.TASK_EVENTS).timeoutSeconds();
  private static final int WAKEUP_TRIES = 5;
  // A wake-up only makes things prompt; the sweep finds the same work within minutes.
  private static final int WAKEUP_LIFE_SECONDS = 4 * 60 * 60;
  private static final int FAILED_LIFE_SECONDS = 14 * 24 * 60 * 60;

  private final Output<Place> place;
  private final Map<PlatformFunction, Queue> failed = new EnumMap<>(PlatformFunction.class);
  private final Queue failedWakeups;
  private final Queue wakeups;
  private final EventBus bus;

  Queues(Settings settings, Output<Place> place) {
    super("Queues", settings);
    this.place = place;
    for (FunctionSpec spec : FunctionSpec.ALL) {
      if (spec.isAsynchronous()) {
        PlatformFunction function = spec.function();
        Queue queue = failedQueue(function.moduleName() + "-failed");
        policy(
            function.moduleName() + "-failed",
            queue,
            place.applyValue(where -> Rules.arnsOf(function, where)));
        failed.put(function, queue);
      }
    }
    failedWakeups = failedQueue("wakeups-failed");
    policy("wakeups-failed", failedWakeups, Output.of(List.of()));
    wakeups = wakeups();
    policy("wakeups", wakeups, Output.of(List.of()));
    bus =
        new EventBus(
            PolicyScope.EVENT_BUS,
            EventBusArgs.builder()
                .name(PolicyScope.EVENT_BUS)
                .tags(tags(PolicyScope.EVENT_BUS))
                .build(),
            child());
    done();
  }

  Output<String> wakeupsUrl() {
    return wakeups.url();
  }

  Output<String> wakeupsArn() {
    return wakeups.arn();
  }

  Output<String> busName() {
    return bus.name();
  }

  /** The queue of what an asynchronous function failed at. */
  Output<String> failedArn(PlatformFunction function) {
    return failed.get(function).arn();
  }

  /** The names of all queues that hold what failed; they should be empty. */
  List<String> failedNames() {
    return Stream.concat(
            failed.keySet().stream().map(function -> function.functionName() + "-failed"),
            Stream.of(named("wakeups-failed")))
        .toList();
  }

  private Queue failedQueue(String kind) {
    String name = named(kind);
    return new Queue(
        name,
        QueueArgs.builder()
            .name(name)
            .messageRetentionSeconds(FAILED_LIFE_SECONDS)
            .sqsManagedSseEnabled(true)
            .tags(tags(name))
            .build(),
        child());
  }

  private Queue wakeups() {
    String name = named("wakeups");
    return new Queue(
        name,
        QueueArgs.builder()
            .name(name)
            .visibilityTimeoutSeconds(WAKEUP_VISIBILITY_SECONDS)
            .messageRetentionSeconds(WAKEUP_LIFE_SECONDS)
            .sqsManagedSseEnabled(true)
            .redrivePolicy(failedWakeups.arn().applyValue(Queues::afterSomeTriesTo))
            .tags(tags(name))
            .build(),
        child());
  }

  private static String afterSomeTriesTo(String queueArn) {
    JsonObject policy = new JsonObject();
    policy.addProperty("deadLetterTargetArn", queueArn);
    policy.addProperty("maxReceiveCount", WAKEUP_TRIES);
    return policy.toString();
  }

  private void policy(String kind, Queue queue, Output<List<String>> rules) {
    new QueuePolicy(
        named(kind),
        QueuePolicyArgs.builder()
            .queueUrl(queue.url())
            .policy(
                Output.tuple(place, rules)
                    .applyValue(
                        both ->
                            TaskPolicies.ofQueue(both.t1.arn("sqs", named(kind)), both.t2).json()))
            .build(),
        child());
  }
}
