/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.TaskEnd;
import dev.foundryhosting.aws.TaskFailureClassifier;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.Missing;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.TaskSize;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task and its definition within an instance's item. The attributes {@code stopCode} and {@code
 * stoppedReason} hold a stop cause: its kind's label and its sentence. Older items hold ECS's own
 * words there.
 */
final class TaskItem {
  private static final String CODE = "stopCode";

  private TaskItem() {}

  static void write(TaskObservation task, ItemWriter to) {
    to.text("taskArn", task.taskArn())
        .text("definitionArn", task.definitionArn())
        .text("state", task.state().name())
        .flag("stopRequested", task.stopRequested())
        .flag("healthy", task.healthy())
        .text("privateIp", task.privateIp())
        .time("pullStartedAt", task.pullStartedAt())
        .time("startedAt", task.startedAt())
        .time("stoppedAt", task.stoppedAt())
        .text(CODE, task.stopCause().map(cause -> cause.kind().label()))
        .text("stoppedReason", task.stopCause().map(StopCause::why))
        .map("size", task.size(), TaskItem::writeSize)
        .number("exitCode", task.exitCode())
        .time("missingSince", task.missing().map(Missing::since))
        .time("missingAgain", task.missing().flatMap(Missing::again));
  }

  static TaskObservation read(ItemReader from) {
    // A task that is not known to have ended is looked at again.
    State state = from.constant("state", State.RUNNING);
    boolean ended = state == State.STOPPED;
    OptionalInt exitCode = from.optionalInteger("exitCode");
    Optional<Instant> startedAt = from.optionalTime("startedAt");
    return new TaskObservation(
        from.text("taskArn"),
        from.text("definitionArn"),
        state,
        from.flag("stopRequested"),
        from.flag("healthy"),
        from.optionalText("privateIp"),
        from.optionalTime("pullStartedAt"),
        startedAt,
        from.optionalTime("stoppedAt"),
        ended ? Optional.of(readStopCause(from, exitCode)) : Optional.empty(),
        from.optionalMap("size", TaskItem::readSize),
        ended
            ? TaskFailureClassifier.exitCode(exitCode, startedAt, from.optionalText(CODE))
            : exitCode,
        from.optionalTime("missingSince")
            .map(since -> new Missing(since, from.optionalTime("missingAgain"))));
  }

  private static StopCause readStopCause(ItemReader from, OptionalInt exitCode) {
    Optional<String> code = from.optionalText(CODE);
    Optional<String> reason = from.optionalText("stoppedReason");
    return code.filter(TaskItem::isLabel)
        .map(label -> new StopCause(StopCauseItem.kind(from, CODE, label), reason.orElse("")))
        .orElseGet(() -> TaskFailureClassifier.of(TaskEnd.recorded(code, reason, exitCode)));
  }

  /** ECS's own codes begin with a capital letter. */
  private static boolean isLabel(String code) {
    return code.equals(code.toLowerCase(Locale.ROOT));
  }

  private static void writeSize(TaskSize size, ItemWriter to) {
    to.number("cpuUnits", size.cpuUnits()).number("memoryMiB", size.memoryMiB());
  }

  private static TaskSize readSize(ItemReader from) {
    return new TaskSize(from.integer("cpuUnits"), from.integer("memoryMiB"));
  }

  static void writeDefinition(TaskDefinition definition, ItemWriter to) {
    to.text("arn", definition.arn()).text("fingerprint", definition.fingerprint());
  }

  static TaskDefinition readDefinition(ItemReader from) {
    return new TaskDefinition(from.text("arn"), from.text("fingerprint"));
  }
}
