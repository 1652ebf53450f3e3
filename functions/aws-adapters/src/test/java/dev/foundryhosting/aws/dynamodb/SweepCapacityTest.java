/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SweepCapacityTest {
  @Test
  void aTickCostsWhatIsDueAndNotWhatIsStored() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      SweepTick tick = new SweepTick(dynamo);

      SweepTick.Consumed amongFew = tick.among(100);
      SweepTick.Consumed amongMany = tick.among(2_000);

      assertThat(amongMany).isEqualTo(amongFew);
      assertThat(amongFew.first()).isGreaterThan(amongFew.again());
      assertThat(amongFew.again()).isGreaterThan(amongFew.idle());
    }
  }
}
