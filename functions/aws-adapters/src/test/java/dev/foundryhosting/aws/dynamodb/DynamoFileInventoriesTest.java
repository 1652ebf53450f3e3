/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventoriesContract;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DynamoFileInventoriesTest implements FileInventoriesContract {
  private static final LocalDynamo DYNAMO = new LocalDynamo();

  private final FileInventories inventories =
      new DynamoFileInventories(DYNAMO.client(), DYNAMO.tables());

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Override
  public FileInventories inventories() {
    return inventories;
  }

  @Test
  void noChangeIsLostBetweenWritersAtTheSameTime() {
    List<String> ids = IntStream.range(0, 8).mapToObj("s-%d"::formatted).toList();
    ids.parallelStream()
        .forEach(
            id ->
                inventories.update(
                    USER,
                    any ->
                        any.with(
                            SavePoint.begun(
                                new SavePointOrder(
                                    new SavePointId(id), Reason.RUN, Optional.empty(), "13"),
                                NOW))));

    assertThat(inventories.of(USER).savePoints())
        .extracting(each -> each.id().value())
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
