/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionPrepCapacityTest {
  @Test
  void aTickCostsWhatIsDueAndNotWhatIsStored() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      PrepTick tick = new PrepTick(dynamo);

      PrepTick.Consumed amongFew = tick.among(100);
      PrepTick.Consumed amongMany = tick.among(2_000);

      assertThat(amongMany).isEqualTo(amongFew);
      assertThat(amongFew.prepare()).isGreaterThan(amongFew.again());
      assertThat(amongFew.again()).isGreaterThan(amongFew.idle());
    }
  }
}
