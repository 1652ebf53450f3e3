/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.platform.TableSchema;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that keeps the maintainers' orders must do. */
public abstract class MaintenanceOrdersContract extends StoreContract {
  protected MaintenanceOrdersContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void withoutAnOrderNothingHolds() {
    assertThat(orders().maintenance()).isEmpty();
    orders().lift();
    assertThat(orders().maintenance()).isEmpty();
  }

  @Test
  void maintenanceHoldsUntilItIsLifted() {
    MaintenanceOrder ordered = orders().order("We move to another region.", anna, NOW);

    assertThat(ordered).isEqualTo(new MaintenanceOrder("We move to another region.", anna, NOW));
    assertThat(orders().maintenance()).contains(ordered);
    orders().lift();
    assertThat(orders().maintenance()).isEmpty();
    orders().lift();
    assertThat(orders().maintenance()).isEmpty();
  }

  @Test
  void anotherReasonDoesNotMakeItYounger() {
    orders().order("We move.", anna, NOW);

    MaintenanceOrder renewed =
        orders().order("It takes longer.", ben, NOW.plus(Duration.ofHours(2)));

    assertThat(renewed).isEqualTo(new MaintenanceOrder("It takes longer.", ben, NOW));
    assertThat(orders().maintenance()).contains(renewed);
  }

  @Test
  void afterItWasLiftedItBeginsAnew() {
    orders().order("We move.", anna, NOW);
    orders().lift();

    assertThat(orders().order("Once more.", anna, NOW.plus(Duration.ofDays(1))).since())
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void anOrderIsNobodysServer() {
    orders().order("We move.", anna, NOW);
    create(anna, castle);
    create(ben, tower);

    for (int limit = 1; limit <= 3; limit++) {
      Instances.Page page = instances().list(Optional.empty(), limit);
      assertThat(page.instances()).hasSize(Math.min(limit, 2));
      assertThat(page.cursor().isPresent()).isEqualTo(limit == 1);
    }
    for (int shard = 0; shard < TableSchema.DUE_SHARDS; shard++) {
      assertThat(instances().due(shard, NOW.plus(Duration.ofDays(999)), 10)).isSubsetOf(anna, ben);
    }
  }
}
