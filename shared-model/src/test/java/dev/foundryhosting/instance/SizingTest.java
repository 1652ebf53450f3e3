/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.ServerSize;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
  @ParameterizedTest
  @CsvSource({"SMALL, 1, 2, MEDIUM", "MEDIUM, 1, 4, LARGE", "LARGE, 2, 8, "})
  void theSizes(ServerSize size, int vcpus, int memoryGb, ServerSize next) {
    assertThat(size.vcpus()).isEqualTo(vcpus);
    assertThat(size.memoryGb()).isEqualTo(memoryGb);
    assertThat(size.next()).isEqualTo(Optional.ofNullable(next));
    assertThat(TaskSize.of(size)).isEqualTo(new TaskSize(vcpus * 1024, memoryGb * 1024));
  }

  @ParameterizedTest
  @CsvSource({
    // chosen before the run, run out of memory, chosen since, what is proposed then
    "SMALL, SMALL, SMALL, MEDIUM",
    "SMALL, SMALL, MEDIUM, ",
    "SMALL, SMALL, LARGE, ",
    "MEDIUM, MEDIUM, SMALL, MEDIUM",
    "MEDIUM, MEDIUM, MEDIUM, LARGE",
    "MEDIUM, MEDIUM, LARGE, ",
    "LARGE, LARGE, LARGE, ",
    "LARGE, LARGE, MEDIUM, LARGE",
    // the setting was changed while the run was on
    "MEDIUM, SMALL, MEDIUM, ",
    "SMALL, MEDIUM, SMALL, MEDIUM",
  })
  void whatIsProposed(
      ServerSize chosen, ServerSize ran, ServerSize chosenSince, ServerSize proposed) {
    Sizing sizing = Sizing.usual().choose(chosen).exhaust(ran).choose(chosenSince);

    assertThat(sizing.size()).isEqualTo(chosenSince);
    assertThat(sizing.proposed()).isEqualTo(Optional.ofNullable(proposed));
  }

  @Property
  void aProposalIsAlwaysLargerThanWhatIsChosenAndEndsOnceItIsTaken(
      @ForAll ServerSize ran, @ForAll List<ServerSize> choices) {
    Sizing sizing = Sizing.usual().exhaust(ran);
    for (ServerSize choice : choices) {
      sizing = sizing.choose(choice);
    }

    boolean larger = choices.stream().anyMatch(choice -> choice.compareTo(ran) > 0);
    assertThat(sizing.exhausted().isEmpty()).isEqualTo(larger);
    while (sizing.proposed().isPresent()) {
      ServerSize proposed = sizing.proposed().get();
      assertThat(proposed).isGreaterThan(sizing.size());
      sizing = sizing.choose(proposed);
    }
  }
}
