/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import java.util.Map;

/**
 * The pairs of CPU and memory that Fargate offers, as "Amazon ECS task definition parameters for
 * Fargate" lists them up to 4 vCPU.
 */
final class FargateSize {
  /** CPU units to smallest, largest and step of memory in MiB. */
  private static final Map<Integer, int[]> MEMORY =
      Map.of(
          256, new int[] {512, 2048, 512},
          512, new int[] {1024, 4096, 1024},
          1024, new int[] {2048, 8192, 1024},
          2048, new int[] {4096, 16384, 1024},
          4096, new int[] {8192, 30720, 1024});

  private FargateSize() {}

  static void require(int cpu, int memoryMiB) {
    int[] range = MEMORY.get(cpu);
    // 256 CPU units come with 512, 1024 and 2048 MiB, not with 1536.
    boolean offered =
        range != null
            && memoryMiB >= range[0]
            && memoryMiB <= range[1]
            && memoryMiB % range[2] == 0
            && !(cpu == 256 && memoryMiB == 1536);
    if (!offered) {
      throw new IllegalArgumentException(
          "Fargate offers no task with %d CPU units and %d MiB".formatted(cpu, memoryMiB));
    }
  }
}
