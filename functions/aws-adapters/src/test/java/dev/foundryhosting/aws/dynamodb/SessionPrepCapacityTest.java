/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class SessionPrepCapacityTest {
  @Test
  void aTickCostsWhatIsDueAndNotWhatIsStored() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      PrepTick tick = new PrepTick(dynamo);

      PrepTick.Consumed amongFew = tick.among(100);
      PrepTick.Consumed amongMany = tick.among(2_000);

      // How often a start writes its record depends on which of its steps end together.
      assertThat(amongMany.prepare()).isCloseTo(amongFew.prepare(), withinPercentage(5));
      assertThat(amongMany.calls()).isCloseTo(amongFew.calls(), withinPercentage(5));
      assertThat(amongMany.again()).isEqualTo(amongFew.again());
      assertThat(amongMany.idle()).isEqualTo(amongFew.idle());
      assertThat(amongFew.prepare()).isGreaterThan(amongFew.again());
      assertThat(amongFew.again()).isGreaterThan(amongFew.idle());
    }
  }
}
