/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTargetTest {

  @Test
  void aBrowserNamesTheHostInItsHeader() {
    assertThat(RequestTarget.of("anna.localhost:8081", "/game"))
        .isEqualTo(new RequestTarget("anna.localhost", "/game"));
  }

  @Test
  void aProgramMayNameItInThePath() {
    assertThat(RequestTarget.of("127.0.0.1:8081", "/.foundry-hosting/hosts/anna/api/status"))
        .isEqualTo(new RequestTarget("anna.localhost", "/api/status"));
  }

  @Test
  void theReadyPathIsNotMistakenForThat() {
    assertThat(RequestTarget.of("anna.localhost", "/.foundry-hosting/ready/x"))
        .isEqualTo(new RequestTarget("anna.localhost", "/.foundry-hosting/ready/x"));
  }
}
