/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@link OrphanCandidates} as one item of the instances' table. It has none of the attributes by
 * which instances are found or listed.
 */
@Singleton
public final class DynamoOrphanCandidates implements OrphanCandidates {
  private static final String TASKS = "tasks";
  private static final String ROUTES = "ways";

  private final InstanceTable table;

  public DynamoOrphanCandidates(DynamoDbClient dynamo, Environment environment) {
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public Known read() {
    return table
        .find("read the orphan candidates", key())
        .map(DynamoOrphanCandidates::read)
        .orElseGet(Known::none);
  }

  @Override
  public boolean save(Known changed) {
    Expression asRead =
        new Expression(
            "attribute_not_exists(#userId) OR #revision = :revision",
            new ItemWriter().number(":revision", changed.revision()));
    return table.write("write the orphan candidates", table.put(write(changed), asRead)).done();
  }

  /** '#' occurs in no user id. */
  private static ItemWriter key() {
    return InstanceTable.key("strays#suspects");
  }

  private static ItemWriter write(Known known) {
    return key()
        .list(TASKS, known.tasks(), DynamoOrphanCandidates::writeTask)
        .list(ROUTES, known.routes(), DynamoOrphanCandidates::writeRoute)
        .number(InstanceItem.REVISION, known.revision() + 1);
  }

  private static Known read(ItemReader item) {
    return new Known(
        item.list(TASKS, DynamoOrphanCandidates::readTask),
        item.list(ROUTES, DynamoOrphanCandidates::readRoute),
        item.number(InstanceItem.REVISION));
  }

  private static void writeTask(OrphanTask candidate, ItemWriter to) {
    RunningTask task = candidate.task();
    to.text("arn", task.taskArn())
        .text("user", task.user().value())
        .text("token", task.token())
        .number("cpuUnits", task.cpuUnits())
        .number("memoryMiB", task.memoryMiB())
        .time("since", candidate.since());
  }

  private static OrphanTask readTask(ItemReader from) {
    return new OrphanTask(
        new RunningTask(
            from.text("arn"),
            new UserId(from.text("user")),
            from.text("token"),
            from.integer("cpuUnits"),
            from.integer("memoryMiB")),
        from.time("since"));
  }

  private static void writeRoute(OrphanRoute candidate, ItemWriter to) {
    to.text("arn", candidate.targetGroupArn())
        .text("user", candidate.user().value())
        .time("since", candidate.since());
  }

  private static OrphanRoute readRoute(ItemReader from) {
    return new OrphanRoute(from.text("arn"), new UserId(from.text("user")), from.time("since"));
  }
}
