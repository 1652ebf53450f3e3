/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Port: the routes to servers that exist at the load balancer. */
public interface RouteInventory {
  /** Every target group with a name of this platform, with the rules that forward to it. */
  List<InstalledRoute> list();

  /**
   * The users in the tags of target groups. {@link #list} does not read tags: twenty groups take a
   * call.
   *
   * @return by target group, without those that are gone or lack the platform's tags
   */
  Map<String, UserId> owners(List<String> targetGroupArns);

  /**
   * A route to a server.
   *
   * @param ruleArns the rules of the platform's listener that forward to it; may be none
   */
  record InstalledRoute(String targetGroupArn, Set<String> ruleArns) {
    public InstalledRoute {
      ruleArns = Set.copyOf(ruleArns);
    }
  }
}
