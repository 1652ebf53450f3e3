/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The priority of a user's rule on the listener. Each rule has its own host, so their order does
 * not matter, but no two may share a priority. Each user's search begins at a place of its own, so
 * that users who open their routes at the same time seldom collide.
 */
final class RulePriorities {
  /** The operator's own rules, such as a maintenance page, come before it. */
  static final int FIRST = 1_000;

  /** The last that the load balancer takes. */
  static final int LAST = 50_000;

  private static final int COUNT = LAST - FIRST + 1;

  private RulePriorities() {}

  /** The first free priorities from the user's own place on. */
  static List<Integer> free(UserId user, Set<String> taken, int howMany) {
    int own = Math.floorMod(user.value().hashCode(), COUNT);
    return IntStream.range(0, COUNT)
        .map(step -> FIRST + (own + step) % COUNT)
        .filter(priority -> !taken.contains(Integer.toString(priority)))
        .limit(howMany)
        .boxed()
        .toList();
  }
}
