package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Port: the ways to servers that stand at the load balancer, whoever opened them. */
public interface RouteInventory {
  /** Every target group whose name is one of this platform's, with what leads to it. */
  List<InstalledRoute> list();

  /**
   * Who owns target groups, by their tags. Those are read here and not by {@link #list}, since they
   * take a call for each twenty groups.
   *
   * @return by target group; one that does not carry the platform's tags, or is gone, is missing
   */
  Map<String, UserId> owners(List<String> targetGroupArns);

  /**
   * A way to a server.
   *
   * @param targetGroupArn the target group
   * @param ruleArns the rules of the platform's listener that forward to it; may be none
   */
  record InstalledRoute(String targetGroupArn, Set<String> ruleArns) {
    public InstalledRoute {
      Objects.requireNonNull(targetGroupArn, "targetGroupArn");
      ruleArns = Set.copyOf(ruleArns);
    }
  }
}
