/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.reconcile.LoadFixture;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.shutdown.SweepInstances;
import dev.foundryhosting.shutdown.orphan.CollectOrphans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The units that ticks of auto-shutdown consume with twenty servers running, and with none, among
 * so many that are stored: all others are stopped.
 */
final class SweepTick {
  private static final int RUNNING = 20;
  private static final int BATCH = 25;
  private static final SweepInstances.Report ALL =
      new SweepInstances.Report(RUNNING, 0, 0, 0, 0, 0);
  private static final SweepInstances.Report NONE = new SweepInstances.Report(0, 0, 0, 0, 0, 0);

  private final LocalDynamo dynamo;

  SweepTick(LocalDynamo dynamo) {
    this.dynamo = dynamo;
  }

  /**
   * What was consumed, read and write units together.
   *
   * @param first by a tick that counts the players of twenty servers for the first time
   * @param again by the next one, to which they say the same
   * @param orphans by a search for orphans
   * @param idle by a tick for which none is due
   */
  record Consumed(double first, double again, double orphans, double idle) {}

  /**
   * @param stored how many instances are stored, with the twenty
   */
  Consumed among(int stored) {
    Environment tables = dynamo.tables();
    fill(tables, stored - RUNNING);
    PlatformFixture world = LoadFixture.world(RUNNING);
    MeteredDynamo metered = new MeteredDynamo(dynamo.client());
    PlatformFixture.Worker function = world.worker(dynamo.store(metered, tables));
    double idle = consumed(metered, () -> assertThat(function.sweep()).isEqualTo(NONE));

    var unused =
        LoadFixture.run(
            world, new DynamoInstances(dynamo.client(), tables, Tables.PROBLEMS), RUNNING);
    double first = consumed(metered, () -> assertThat(function.sweep()).isEqualTo(ALL));
    world.clock.advance(Duration.ofMinutes(5));
    double again = consumed(metered, () -> assertThat(function.sweep()).isEqualTo(ALL));
    CollectOrphans collect = function.orphanCollector(new DynamoOrphanCandidates(metered, tables));
    double look =
        consumed(
            metered,
            () ->
                assertThat(collect.collect(world.deadline()))
                    .isEqualTo(new CollectOrphans.Report(0, 0)));
    return new Consumed(first, again, look, idle);
  }

  private static double consumed(MeteredDynamo metered, Runnable tick) {
    double before = metered.units();
    tick.run();
    return metered.units() - before;
  }

  private void fill(Environment tables, int count) {
    for (int from = 0; from < count; from += BATCH) {
      write(tables, LoadFixture.stopped(from, Math.min(BATCH, count - from)));
    }
  }

  private void write(Environment tables, List<Instance> stopped) {
    List<WriteRequest> puts =
        stopped.stream()
            .map(instance -> InstanceItem.write(instance).text(WriteResult.WRITE_ID, "stored"))
            .map(item -> WriteRequest.builder().putRequest(p -> p.item(item.item())).build())
            .toList();
    BatchWriteItemResponse answer =
        dynamo
            .client()
            .batchWriteItem(
                b -> b.requestItems(Map.of(tables.get(Variable.INSTANCE_TABLE_NAME), puts)));
    assertThat(answer.unprocessedItems()).isEmpty();
  }
}
