package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import java.util.OptionalInt;

/** How a task and its definition are written within an instance's item. */
final class TaskItem {
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
        .text("stopCode", task.stopCode())
        .text("stoppedReason", task.stoppedReason())
        .map("size", task.size(), TaskItem::writeSize);
    task.exitCode().ifPresent(code -> to.number("exitCode", code));
  }

  static TaskObservation read(ItemReader from) {
    return new TaskObservation(
        from.text("taskArn"),
        from.text("definitionArn"),
        TaskObservation.State.valueOf(from.text("state")),
        from.flag("stopRequested"),
        from.flag("healthy"),
        from.optionalText("privateIp"),
        from.optionalTime("pullStartedAt"),
        from.optionalTime("startedAt"),
        from.optionalTime("stoppedAt"),
        from.optionalText("stopCode"),
        from.optionalText("stoppedReason"),
        from.optionalMap("size", TaskItem::readSize),
        from.has("exitCode")
            ? OptionalInt.of(Math.toIntExact(from.number("exitCode")))
            : OptionalInt.empty());
  }

  private static void writeSize(TaskSize size, ItemWriter to) {
    to.number("cpuUnits", size.cpuUnits()).number("memoryMiB", size.memoryMiB());
  }

  private static TaskSize readSize(ItemReader from) {
    return new TaskSize(
        Math.toIntExact(from.number("cpuUnits")), Math.toIntExact(from.number("memoryMiB")));
  }

  static void writeDefinition(TaskDefinition definition, ItemWriter to) {
    to.text("arn", definition.arn()).text("fingerprint", definition.fingerprint());
  }

  static TaskDefinition readDefinition(ItemReader from) {
    return new TaskDefinition(from.text("arn"), from.text("fingerprint"));
  }
}
