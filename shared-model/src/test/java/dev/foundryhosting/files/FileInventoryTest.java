/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.SavePointOrder.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileInventoryTest implements FileInventoriesContract {
  private final FileInventories inventories = new InMemoryFileInventories();

  @Override
  public FileInventories inventories() {
    return inventories;
  }

  @Test
  void ofEachKindOnlyTheNewestAreKept() {
    FileInventory many = FileInventory.empty();
    for (int each = 0; each < 30; each++) {
      many = many.with(done(each, Reason.MANUAL)).with(done(each, Reason.RUN));
    }
    many = many.with(done(40, Reason.RESTORE));

    FileInventory pruned = many.pruned(Optional.empty());

    assertThat(pruned.savePoints())
        .filteredOn(each -> each.order().reason() == Reason.MANUAL)
        .extracting(each -> each.id().value())
        .containsExactlyElementsOf(
            IntStream.range(0, 20).mapToObj(n -> "MANUAL-" + (29 - n)).toList());
    assertThat(pruned.savePoints())
        .filteredOn(each -> each.order().reason() != Reason.MANUAL)
        .hasSize(10)
        .first()
        .extracting(each -> each.id().value())
        .isEqualTo("RESTORE-40");
  }

  @Test
  void onesThatAreNotDoneTakeThePlaceOfNoneThatAre() {
    FileInventory many = FileInventory.empty();
    for (int each = 0; each < 12; each++) {
      many = many.with(done(each, Reason.RUN)).with(at(100 + each, Reason.RUN).failed("No."));
    }

    assertThat(many.pruned(Optional.empty()).savePoints()).filteredOn(SavePoint::done).hasSize(10);
    assertThat(many.pruned(Optional.empty()).savePoints()).hasSize(20);
  }

  @Test
  void theOneThatIsRestoredIsSpared() {
    FileInventory many = FileInventory.empty();
    for (int each = 0; each < 12; each++) {
      many = many.with(done(each, Reason.RUN));
    }
    SavePoint oldest = done(0, Reason.RUN);

    assertThat(many.pruned(Optional.of(oldest.id())).savePoints()).hasSize(11).endsWith(oldest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "a\u0000b"})
  void aNoteIsOneLine(String note) {
    assertThatThrownBy(
            () -> new SavePointOrder(new SavePointId("a"), Reason.MANUAL, Optional.of(note), "13"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("one line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../a", "a/b", "a#b", "ä"})
  void anIdIsPartOfAKey(String id) {
    assertThatThrownBy(() -> new SavePointId(id)).isInstanceOf(PlatformException.class);
  }

  private static SavePoint done(int seconds, Reason reason) {
    return at(seconds, reason).done(1, 1, List.of());
  }

  private static SavePoint at(int seconds, Reason reason) {
    return SavePoint.begun(
        new SavePointOrder(new SavePointId(reason + "-" + seconds), reason, Optional.empty(), "13"),
        NOW.plusSeconds(seconds));
  }
}
