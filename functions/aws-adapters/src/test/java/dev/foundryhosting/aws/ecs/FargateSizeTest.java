/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Amazon ECS task definition parameters for Fargate", task size. */
class FargateSizeTest {
  private static final int GIB = 1024;

  @ParameterizedTest(name = "{0} CPU units go with {1} to {2} GiB")
  @CsvSource({"512, 1, 4", "1024, 2, 8", "2048, 4, 16", "4096, 8, 30"})
  void sizesAreWholeGibibytesBetweenTwoBounds(int cpu, int least, int most) {
    assertThat(offered(cpu))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(least, most).map(gib -> gib * GIB).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = 256)
  void theSmallestComesWithHalfOneOrTwoGibibytes(int cpu) {
    assertThat(offered(cpu)).containsExactly(512, 1024, 2048);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1, 128, 1000, 3072, 5000})
  void otherNumbersOfCpuUnitsAreNotOffered(int cpu) {
    assertThat(offered(cpu)).isEmpty();
  }

  private static Set<Integer> offered(int cpu) {
    Set<Integer> sizes = new TreeSet<>();
    for (int memory = -GIB; memory <= 40 * GIB; memory += 256) {
      try {
        FargateSize.require(cpu, memory);
        sizes.add(memory);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining(cpu + " CPU units and " + memory + " MiB");
      }
    }
    return sizes;
  }
}
