/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.WrongCodes;
import dev.foundryhosting.instance.port.JoinAttempts.Recent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that counts wrong codes must do. */
public abstract class JoinAttemptsContract {
  private static final Subdomain CASTLE = new Subdomain("castle");
  private static final Subdomain TOWER = new Subdomain("tower");
  private static final Optional<ClientAddress> HOME = Optional.of(new ClientAddress("192.0.2.7"));
  private static final Optional<ClientAddress> AWAY =
      Optional.of(new ClientAddress("2001:db8:1:2:aaaa::1"));
  private static final Optional<ClientAddress> SAME_NETWORK =
      Optional.of(new ClientAddress("2001:DB8:1:2:bbbb::2"));

  private final JoinAttempts attempts;

  protected JoinAttemptsContract(JoinAttempts attempts) {
    this.attempts = attempts;
  }

  @Test
  void nothingIsCountedAtFirst() {
    Recent recent = attempts.recent(CASTLE, HOME);

    assertThat(recent).isEqualTo(new Recent(CASTLE, HOME, WrongCodes.none(), WrongCodes.none()));
  }

  @Test
  void anAttemptCountsForItsTableAndItsNetworkAlone() {
    Recent counted = attempts.recent(CASTLE, AWAY).plus(NOW);
    assertThat(attempts.count(counted)).isTrue();

    assertThat(attempts.recent(CASTLE, AWAY)).isEqualTo(counted);
    assertThat(attempts.recent(TOWER, SAME_NETWORK).fromAddress()).isEqualTo(counted.fromAddress());
    assertThat(attempts.recent(TOWER, HOME))
        .isEqualTo(new Recent(TOWER, HOME, WrongCodes.none(), WrongCodes.none()));
    assertThat(attempts.recent(CASTLE, Optional.empty()).atTable()).isEqualTo(counted.atTable());
  }

  @Test
  void ofTwoWhoReadTheSameOneCounts() {
    Recent first = attempts.recent(CASTLE, HOME).plus(NOW);
    Recent second = attempts.recent(CASTLE, AWAY).plus(NOW);

    assertThat(attempts.count(first)).isTrue();
    assertThat(attempts.count(second)).isFalse();
    assertThat(attempts.recent(CASTLE, AWAY).fromAddress()).isEqualTo(WrongCodes.none());
    assertThat(attempts.count(first.plus(NOW))).isTrue();
    assertThat(attempts.recent(CASTLE, HOME).atTable().times()).containsExactly(NOW, NOW);
  }

  @Test
  void withoutAnAddressTheTableCounts() {
    assertThat(attempts.count(attempts.recent(CASTLE, Optional.empty()).plus(NOW))).isTrue();

    assertThat(attempts.recent(CASTLE, HOME).atTable().times()).containsExactly(NOW);
  }
}
