/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.license.UserBookings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that finds servers by their names must do. */
public abstract class TableRecordsContract extends StoreContract {
  private final TableRecords records;

  protected TableRecordsContract(StoreUnderTest store, TableRecords records) {
    super(store);
    this.records = records;
  }

  @Test
  void aNameIsFoundAsSoonAsAServerHasIt() {
    assertThat(records.find(castle)).isEmpty();

    Instance created = create(anna, castle);

    assertThat(records.find(castle))
        .contains(new TableRecords.Found(created, UserBookings.empty(anna), Optional.empty()));
    assertThat(records.find(tower)).isEmpty();
  }

  @Test
  void eachReadIsOfNow() {
    Instance created = create(anna, castle);
    assertThat(records.find(castle)).isPresent();
    Instance changed = instances().save(InstanceSamples.noted(created, "changed")).orElseThrow();
    MaintenanceOrder order = orders().order("We move.", ben, NOW);

    assertThat(records.find(castle))
        .contains(new TableRecords.Found(changed, UserBookings.empty(anna), Optional.of(order)));
  }

  @Test
  void aNameThatWasGivenBackIsFoundAtItsNextOwner() {
    Instance created = create(anna, castle);
    assertThat(records.find(castle)).isPresent();
    Instance destroying =
        instances().save(InstanceSamples.destroying(created, false, false)).orElseThrow();
    assertThat(instances().finalizeDeletion(InstanceSamples.finished(destroying, NOW))).isTrue();

    assertThat(records.find(castle)).isEmpty();
    Instance next = create(ben, castle);
    assertThat(records.find(castle).map(TableRecords.Found::instance)).contains(next);
  }
}
