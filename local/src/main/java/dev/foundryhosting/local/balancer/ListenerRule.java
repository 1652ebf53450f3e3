/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    return (hosts.isEmpty()
            || hosts.stream()
                .anyMatch(
                    pattern ->
                        fits(pattern.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT))))
        && (paths.isEmpty() || paths.stream().anyMatch(pattern -> fits(pattern, path)));
  }

  /** As Elastic Load Balancing compares: {@code *} is any text, {@code ?} any one character. */
  private static boolean fits(String pattern, String text) {
    String regex =
        pattern
            .chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.matches(regex, text);
  }
}
