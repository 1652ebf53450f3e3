/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LaptopPortsTest {
  /** So high that no two are left above it. */
  private static final int HIGH = 65_530;

  @Test
  void theLastPortsAreRefusedWithOthersOffered() throws IOException {
    try (ServerSocket taken = new ServerSocket(HIGH, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(new LaptopPorts(HIGH).refusal("run").orElseThrow())
          .contains("in use by another program")
          .containsPattern("PORT=[0-9]+ make run");
    }
  }
}
