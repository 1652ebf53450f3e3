/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@link FileJobs} in the instances' table, one item a user. It has none of the attributes by which
 * instances are found or listed.
 */
@Singleton
public final class DynamoFileJobs implements FileJobs {
  private final InstanceTable table;

  public DynamoFileJobs(DynamoDbClient dynamo, Environment environment) {
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public FileJob begin(FileJob job) {
    Expression notDone =
        new Expression(
            "attribute_not_exists(#userId) OR #jobId <> :jobId OR NOT #status IN (:done, :refused)",
            new ItemWriter()
                .text(":jobId", job.id())
                .text(":done", FileJob.Status.DONE.name())
                .text(":refused", FileJob.Status.REFUSED.name()));
    WriteResult result = table.write("record the job", table.put(FileJobItem.item(job), notDone));
    return result.done() ? job : result.inTheWay(0).flatMap(FileJobItem::read).orElse(job);
  }

  @Override
  public Optional<FileJob> find(UserId user) {
    return table.find("read the job", FileJobItem.key(user)).flatMap(FileJobItem::read);
  }

  @Override
  public boolean report(FileJob job) {
    Expression present =
        new Expression("#jobId = :jobId", new ItemWriter().text(":jobId", job.id()));
    return table.write("record the job", table.put(FileJobItem.item(job), present)).done();
  }

  @Override
  public void forget(UserId user) {
    var unused =
        table.write("remove the job", table.delete(FileJobItem.key(user), Expression.NONE));
  }
}
