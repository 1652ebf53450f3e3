/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates;
import dev.foundryhosting.shutdown.orphan.OrphanCandidatesContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DynamoOrphanCandidatesTest extends OrphanCandidatesContract {
  private static final LocalDynamo DYNAMO = new LocalDynamo();
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private final Environment tables = DYNAMO.tables();
  private final DynamoOrphanCandidates candidates =
      new DynamoOrphanCandidates(DYNAMO.client(), tables);

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Override
  protected OrphanCandidates candidates() {
    return candidates;
  }

  @Test
  void theItemIsNoInstanceThatIsDueOrListed() {
    candidates.save(new OrphanCandidates.Known(List.of(), List.of(), 0));
    Instances instances = new DynamoInstances(DYNAMO.client(), tables, Tables.PROBLEMS);

    assertThat(instances.list(Optional.empty(), 10).instances()).isEmpty();
    for (int shard = 0; shard < TableSchema.DUE_SHARDS; shard++) {
      assertThat(instances.due(shard, LATER, 10)).isEmpty();
    }
  }
}
