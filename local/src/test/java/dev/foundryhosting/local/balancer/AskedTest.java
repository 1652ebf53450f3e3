package dev.foundryhosting.local.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskedTest {

  @Test
  void aBrowserNamesTheHostInItsHeader() {
    assertThat(Asked.of("anna.localhost:8081", "/game"))
        .isEqualTo(new Asked("anna.localhost", "/game"));
  }

  @Test
  void aProgramMayNameItInThePath() {
    assertThat(Asked.of("127.0.0.1:8081", "/.foundry-hosting/hosts/anna/api/status"))
        .isEqualTo(new Asked("anna.localhost", "/api/status"));
  }

  @Test
  void theReadyPathIsNotMistakenForThat() {
    assertThat(Asked.of("anna.localhost", "/.foundry-hosting/ready/x"))
        .isEqualTo(new Asked("anna.localhost", "/.foundry-hosting/ready/x"));
  }
}
