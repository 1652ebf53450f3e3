/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link HostNames} does. */
public abstract class HostNamesContract {
  protected static final String HOST = "alice.play.example.org";

  protected abstract HostNames hostNames();

  /** The servers' host names that resolve. */
  protected abstract Set<String> existing();

  @Test
  void aHostNameStandsOnceItWasEnsuredHoweverOften() {
    hostNames().ensure(HOST);
    hostNames().ensure(HOST);

    assertThat(existing()).containsExactly(HOST);
  }

  @Test
  void aHostNameIsRemovedAndItsNeighboursStay() {
    hostNames().ensure(HOST);
    hostNames().ensure("alice-2.play.example.org");
    hostNames().remove(HOST);

    assertThat(existing()).containsExactly("alice-2.play.example.org");
  }

  @Test
  void removingTwiceOrWhereThereIsNoneIsFine() {
    hostNames().remove("nobody.play.example.org");
    hostNames().ensure(HOST);
    hostNames().remove(HOST);
    hostNames().remove(HOST);

    assertThat(existing()).isEmpty();
  }
}
