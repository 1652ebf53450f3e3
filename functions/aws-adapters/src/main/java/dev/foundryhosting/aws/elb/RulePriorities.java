package dev.foundryhosting.aws.elb;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where on the listener a user's rule may stand. The order of our rules does not matter, since each
 * has a host of its own; but no two may have one priority. So each user begins to look at a place
 * of its own, and users who open their ways at the same time seldom meet.
 */
final class RulePriorities {
  /** Those before it are left to the operator's own rules, such as a maintenance page. */
  static final int FIRST = 1_000;

  /** The last that the load balancer takes. */
  static final int LAST = 50_000;

  private static final int COUNT = LAST - FIRST + 1;

  private RulePriorities() {}

  /** The first free ones from the user's own place on. */
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
