/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerRuleTest {

  @ParameterizedTest
  @CsvSource({
    "anna.localhost, anna.localhost, true",
    "Anna.localhost, aNNa.LOCALHOST, true",
    "anna.localhost, annaxlocalhost, false",
    "*.localhost, anna.localhost, true",
    "ann?.localhost, anna.localhost, true",
    "anna.localhost, hanna.localhost, false",
  })
  void aHostIsComparedAsTheLoadBalancerDoes(String pattern, String host, boolean matches) {
    assertThat(new ListenerRule(1, List.of(pattern), List.of(), "group").matches(host, "/"))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "/.foundry-hosting/ready/*, /.foundry-hosting/ready/x, true",
    "/.foundry-hosting/ready/*, /, false",
    "/.foundry-hosting/ready/*, /xfoundry-hosting/ready/x, false",
  })
  void aPathIsComparedAsTheLoadBalancerDoes(String pattern, String path, boolean matches) {
    assertThat(new ListenerRule(1, List.of(), List.of(pattern), "group").matches("any", path))
        .isEqualTo(matches);
  }

  @Test
  void theLowestPriorityThatMatchesDecides() {
    ListenerRule late = new ListenerRule(20, List.of("anna.localhost"), List.of(), "late");
    ListenerRule early = new ListenerRule(3, List.of("anna.localhost"), List.of(), "early");
    ListenerRule other = new ListenerRule(1, List.of("bo.localhost"), List.of(), "other");
    assertThat(ListenerRule.deciding(List.of(late, early, other), "anna.localhost", "/"))
        .contains(early);
    assertThat(ListenerRule.deciding(List.of(other), "anna.localhost", "/")).isEmpty();
  }
}
