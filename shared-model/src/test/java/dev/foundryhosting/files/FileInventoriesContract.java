/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every {@link FileInventories} does. */
public interface FileInventoriesContract {
  Instant NOW = Instant.parse("2026-11-20T18:00:00.123456789Z");
  UserId USER = new UserId("100000000000000001");
  UserId OTHER = new UserId("Another_user-2");

  FileInventories inventories();

  @Test
  default void nothingIsKnownOfAUserWithoutFiles() {
    assertThat(inventories().of(USER)).isEqualTo(FileInventory.empty());
    inventories().forget(USER);
  }

  @Test
  default void whatIsKnownIsFoundAgain() {
    SavePoint running =
        SavePoint.begun(
            new SavePointOrder(
                new SavePointId("a-1"), Reason.MANUAL, Optional.of("Before the \"dragon\""), "13"),
            NOW);
    SavePoint failed =
        SavePoint.begun(order("b-2"), NOW.plusSeconds(1)).failed("There was no room.");
    SavePoint done =
        SavePoint.begun(order("c-3"), NOW.plusSeconds(2)).done(1L << 40, 17, List.of("ash", "Ü"));
    StoredWorld plain =
        new StoredWorld("ash", "", Optional.empty(), OptionalInt.empty(), 0, Optional.empty());
    StoredWorld known =
        new StoredWorld("Ü", "Übel", Optional.of("dnd5e"), OptionalInt.of(13), 9, Optional.of(NOW));
    FileInventory written =
        inventories()
            .update(
                USER,
                empty ->
                    empty
                        .with(running)
                        .with(failed)
                        .with(done)
                        .measured(List.of(plain, known), new StorageUse(5, 7, NOW)));

    assertThat(written.revision()).isEqualTo(1);
    assertThat(inventories().of(USER)).isEqualTo(written);
    assertThat(written.savePoints()).containsExactly(done, failed, running);
    assertThat(inventories().of(OTHER)).isEqualTo(FileInventory.empty());
  }

  @Test
  default void eachChangeBuildsOnTheLast() {
    inventories().update(USER, any -> any.with(SavePoint.begun(order("a"), NOW)));
    inventories().update(USER, any -> any.with(SavePoint.begun(order("b"), NOW)));
    FileInventory left = inventories().update(USER, any -> any.without(new SavePointId("a")));

    assertThat(left.savePoints()).extracting(SavePoint::id).containsExactly(new SavePointId("b"));
    inventories().forget(USER);
    assertThat(inventories().of(USER)).isEqualTo(FileInventory.empty());
  }

  private static SavePointOrder order(String id) {
    return new SavePointOrder(new SavePointId(id), Reason.RUN, Optional.empty(), "13.346");
  }
}
