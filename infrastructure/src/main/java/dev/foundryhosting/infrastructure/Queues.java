/* SPDX-License-Identifier: Apache-2.0 */
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
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The queues of wake-ups and of failed events, and the bus of the platform's events. */
final class Queues extends Layer {
  // Six times the function's time-out ("Configuring a queue to use with Lambda").
  private static final int WAKEUP_VISIBILITY_SECONDS =
      6 * FunctionSpec.of(PlatformFunction.TASK_EVENTS).timeoutSeconds();
  private static final int WAKEUP_TRIES = 5;
  // A wake-up only saves time: the sweep finds the same work within minutes.
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
        Output<List<String>> rules = place.applyValue(where -> Rules.arnsOf(function, where));
        failed.put(function, failedQueue(function.moduleName() + "-failed", rules));
      }
    }
    failedWakeups = failedQueue("wakeups-failed", Output.of(List.of()));
    wakeups =
        queue(
            "wakeups",
            QueueArgs.builder()
                .visibilityTimeoutSeconds(WAKEUP_VISIBILITY_SECONDS)
                .messageRetentionSeconds(WAKEUP_LIFE_SECONDS)
                .redrivePolicy(failedWakeups.arn().applyValue(Queues::redrivePolicy)),
            Output.of(List.of()));
    bus =
        new EventBus(
            PolicyScope.EVENT_BUS,
            EventBusArgs.builder()
                .name(PolicyScope.EVENT_BUS)
                .tags(tags(PolicyScope.EVENT_BUS))
                .build(),
            child());
    provide(Variable.WAKEUP_QUEUE_URL, wakeups.url());
    done();
  }

  Output<String> wakeupsArn() {
    return wakeups.arn();
  }

  Output<String> busName() {
    return bus.name();
  }

  /** The queue of the events that an asynchronous function failed at. */
  Output<String> failedArn(PlatformFunction function) {
    return Objects.requireNonNull(failed.get(function)).arn();
  }

  /** The queues of failed events and wake-ups, which should be empty. */
  List<String> failedNames() {
    return Stream.concat(
            failed.keySet().stream().map(function -> function.functionName() + "-failed"),
            Stream.of(named("wakeups-failed")))
        .toList();
  }

  private Queue failedQueue(String kind, Output<List<String>> rules) {
    return queue(kind, QueueArgs.builder().messageRetentionSeconds(FAILED_LIFE_SECONDS), rules);
  }

  private Queue queue(String kind, QueueArgs.Builder args, Output<List<String>> rules) {
    String name = named(kind);
    Queue queue =
        new Queue(
            name, args.name(name).sqsManagedSseEnabled(true).tags(tags(name)).build(), child());
    new QueuePolicy(
        name,
        QueuePolicyArgs.builder()
            .queueUrl(queue.url())
            .policy(
                Output.tuple(place, rules)
                    .applyValue(
                        both -> TaskPolicies.ofQueue(both.t1.arn("sqs", name), both.t2).json()))
            .build(),
        child());
    return queue;
  }

  private static String redrivePolicy(String queueArn) {
    JsonObject policy = new JsonObject();
    policy.addProperty("deadLetterTargetArn", queueArn);
    policy.addProperty("maxReceiveCount", WAKEUP_TRIES);
    return policy.toString();
  }
}
