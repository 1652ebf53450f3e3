/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link HostNames} does. */
public abstract class HostNamesContract {
  protected static final String HOST = "alice.play.example.org";

  protected abstract HostNames hostNames();

  /** The servers' host names that resolve. */
  protected abstract Set<String> existing();

  /** Somebody else makes a record of that name, by hand for instance. */
  protected abstract void hold(String host);

  /** The names of others' records. */
  protected abstract Set<String> held();

  @Test
  void aNameIsFreeUnlessOthersHoldIt() {
    hold("wiki.play.example.org");
    hostNames().ensure(HOST);

    assertThat(hostNames().free("wiki.play.example.org")).isFalse();
    assertThat(hostNames().free(HOST)).isTrue();
    assertThat(hostNames().free("nobody.play.example.org")).isTrue();
    assertThat(hostNames().free("wiki-2.play.example.org")).isTrue();
    assertThat(hostNames().free("wik.play.example.org")).isTrue();
  }

  @Test
  void aRecordOfOthersIsNeitherReplacedNorRemoved() {
    hold(HOST);

    assertThatThrownBy(() -> hostNames().ensure(HOST))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    hostNames().remove(HOST);

    assertThat(held()).containsExactly(HOST);
    assertThat(existing()).isEmpty();
  }

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
