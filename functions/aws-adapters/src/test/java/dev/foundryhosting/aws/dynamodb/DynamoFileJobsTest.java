/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.FileJobsContract;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoFileJobsTest extends FileJobsContract {
  private static final LocalDynamo DYNAMO = new LocalDynamo();
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00.5Z");
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private final Environment tables = DYNAMO.tables();
  private final DynamoFileJobs jobs = new DynamoFileJobs(DYNAMO.client(), tables);

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Override
  protected FileJobs jobs() {
    return jobs;
  }

  @Test
  void theItemIsNoInstanceThatIsDueOrListed() {
    var unused = jobs.begin(wipe());
    Instances instances = new DynamoInstances(DYNAMO.client(), tables, Tables.PROBLEMS);

    assertThat(instances.find(wipe().userId())).isEmpty();
    assertThat(instances.list(Optional.empty(), 10).instances()).isEmpty();
    for (int shard = 0; shard < TableSchema.DUE_SHARDS; shard++) {
      assertThat(instances.due(shard, LATER, 10)).isEmpty();
    }
  }

  @Test
  void theItemExpiresAWeekAfterTheLastSign() {
    FileJob later = wipe().running(NOW.plusSeconds(60));

    assertThat(FileJobItem.item(later).item())
        .containsEntry("userId", ItemWriter.textValue("file-job#anna"))
        .containsEntry("ttl", ItemWriter.numberValue(NOW.getEpochSecond() + 60 + 7 * 86_400));
  }

  @Test
  void aKindOfAnotherVersionIsNoJobOfThisOne() {
    Map<String, AttributeValue> item = new HashMap<>(FileJobItem.item(wipe()).item());
    item.put("kind", ItemWriter.textValue("TRANSCRIBE"));

    assertThat(FileJobItem.read(new ItemReader(item))).isEmpty();
  }

  private static FileJob wipe() {
    return FileJob.requested("wipe-1", new UserId("anna"), new FileWork.Wipe(), NOW);
  }
}
