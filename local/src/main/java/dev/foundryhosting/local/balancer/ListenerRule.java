/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the load balancer's listener.
 *
 * @param priority the lowest that matches wins
 * @param hosts host-header patterns; empty means any
 * @param paths path patterns; empty means any
 * @param targetGroupArn where it forwards to
 */
record ListenerRule(int priority, List<String> hosts, List<String> paths, String targetGroupArn) {

  /** The rule that applies to a request; empty when the default action does. */
  static Optional<ListenerRule> deciding(List<ListenerRule> rules, String host, String path) {
    return rules.stream()
        .filter(rule -> rule.matches(host, path))
        .min(Comparator.comparingInt(ListenerRule::priority));
  }

  boolean matches(String host, String path) {
    return (hosts.isEmpty() || hosts.stream().anyMatch(each -> host.matches("(?i)" + regex(each))))
        && (paths.isEmpty() || paths.stream().anyMatch(each -> path.matches(regex(each))));
  }

  /** As Elastic Load Balancing compares: {@code *} is any text, {@code ?} any one character. */
  private static String regex(String pattern) {
    return "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
  }
}
