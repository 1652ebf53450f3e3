/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.usage.UsageMonth;
import java.util.Map;

/**
 * Why runs ended in a month, and how those stand that run now.
 *
 * @param stops how many runs ended, by the label of a {@link
 *     dev.foundryhosting.event.StopCauseKind}; only where there are any
 */
public record ShutdownStatsAnswer(UsageMonth month, Map<String, Integer> stops, Servers servers) {
  /**
   * Servers that players can join.
   *
   * @param running all of them
   * @param empty of these, those where certainly no player is
   * @param warned of these, those whose end is announced
   * @param unreadable of these, those whose last answer could not be read
   */
  public record Servers(int running, int empty, int warned, int unreadable) {}
}
