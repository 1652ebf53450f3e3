/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A load balancer under AWS's rules: it takes 100 rules, it checks only servers that a rule leads
 * to, and whoever speaks of a group or rule that is gone is refused.
 */
public final class InMemoryRoutes implements Routes, RouteInventory {
  private static final String ARN = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final int RULES_PER_BALANCER = 100;

  private final int limit;
  private final Map<UserId, Group> groups = new LinkedHashMap<>();
  private final Map<UserId, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Health> opinions = new LinkedHashMap<>();
  private int made;

  public InMemoryRoutes() {
    this(RULES_PER_BALANCER);
  }

  /** A load balancer that takes fewer rules than AWS's. */
  public InMemoryRoutes(int limit) {
    this.limit = limit;
  }

  @Override
  public synchronized Opened openForChecks(UserId user, String host) {
    Group group =
        groups.computeIfAbsent(
            user,
            x ->
                new Group(
                    ARN + "targetgroup/fh-%s/%016x".formatted(user, ++made),
                    new LinkedHashSet<>()));
    Rule rule = rules.get(user);
    if (rule == null) {
      if (rules.size() >= limit) {
        return new Opened.Full("TooManyRules");
      }
      rule = new Rule(ARN + "listener-rule/app/servers/%016x".formatted(++made), host, false);
      rules.put(user, rule);
    }
    return new Opened.Done(new Route(group.arn(), rule.arn()));
  }

  @Override
  public synchronized void register(Route route, String privateIp) {
    if (!ADDRESS.matcher(privateIp).matches()) {
      throw refused("tell the load balancer the server's address", "ValidationError");
    }
    group(route, "tell the load balancer the server's address").targets().add(privateIp);
  }

  @Override
  public synchronized Health health(Route route, String privateIp) {
    Group group = group(route, "ask the load balancer for the server's health");
    if (!group.targets().contains(privateIp)) {
      return new Health(false, false, "unused: Target.NotRegistered");
    }
    boolean inUse =
        groups.entrySet().stream()
            .anyMatch(each -> each.getValue().equals(group) && rules.containsKey(each.getKey()));
    return inUse
        ? opinions.getOrDefault(
            privateIp, new Health(false, false, "initial: Elb.RegistrationInProgress"))
        : new Health(false, false, "unused: Target.NotInUse");
  }

  @Override
  public synchronized void openForPlayers(Route route, String host) {
    UserId owner =
        rules.entrySet().stream()
            .filter(each -> each.getValue().arn().equals(route.ruleArn()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> refused("let players through", "RuleNotFound"));
    rules.put(owner, new Rule(route.ruleArn(), host, true));
  }

  @Override
  public synchronized void remove(UserId user) {
    rules.remove(user);
    groups.remove(user);
  }

  @Override
  public synchronized List<InstalledRoute> list() {
    return groups.entrySet().stream()
        .map(
            each ->
                new InstalledRoute(
                    each.getValue().arn(),
                    Optional.ofNullable(rules.get(each.getKey()))
                        .map(rule -> Set.of(rule.arn()))
                        .orElse(Set.of())))
        .toList();
  }

  @Override
  public synchronized Map<String, UserId> owners(List<String> targetGroupArns) {
    Map<String, UserId> owners = new LinkedHashMap<>();
    groups.forEach(
        (user, group) -> {
          if (targetGroupArns.contains(group.arn())) {
            owners.put(group.arn(), user);
          }
        });
    return owners;
  }

  /** From now on the checks of a server at this address succeed, once a rule leads to it. */
  public synchronized void becomesHealthy(String privateIp) {
    opinions.put(privateIp, new Health(true, false, "healthy"));
  }

  /** From now on the checks of a server at this address fail. */
  public synchronized void becomesUnhealthy(String privateIp, String description) {
    opinions.put(privateIp, new Health(false, true, description));
  }

  /** Takes a user's rule away behind the platform's back. */
  public synchronized void loseRule(UserId user) {
    rules.remove(user);
  }

  /** The addresses that players reach under a host name; empty when they see no server. */
  public synchronized List<String> playersReach(String host) {
    return rules.entrySet().stream()
        .filter(each -> each.getValue().forPlayers() && each.getValue().host().equals(host))
        .map(each -> groups.get(each.getKey()))
        .flatMap(group -> group.targets().stream())
        .toList();
  }

  /** Whether players are let through to a user's server, be it healthy or not. */
  public synchronized boolean isOpenForPlayers(UserId user) {
    return Optional.ofNullable(rules.get(user)).filter(Rule::forPlayers).isPresent();
  }

  /** The ARNs of the rule and the target group of a user, as far as they stand. */
  public synchronized Set<String> of(UserId user) {
    Set<String> arns = new LinkedHashSet<>();
    Optional.ofNullable(groups.get(user)).ifPresent(group -> arns.add(group.arn()));
    Optional.ofNullable(rules.get(user)).ifPresent(rule -> arns.add(rule.arn()));
    return arns;
  }

  /** The addresses registered for a user. */
  public synchronized Set<String> targetsOf(UserId user) {
    return Optional.ofNullable(groups.get(user))
        .map(group -> Set.copyOf(group.targets()))
        .orElse(Set.of());
  }

  /** How many rules stand. */
  public synchronized int ruleCount() {
    return rules.size();
  }

  private Group group(Route route, String doing) {
    return groups.values().stream()
        .filter(each -> each.arn().equals(route.targetGroupArn()))
        .findFirst()
        .orElseThrow(() -> refused(doing, "TargetGroupNotFound"));
  }

  private static PlatformException refused(String doing, String code) {
    return PlatformException.dependency(
        "Could not %s: AWS answered %s.".formatted(doing, code), false);
  }

  private record Group(String arn, Set<String> targets) {}

  private record Rule(String arn, String host, boolean forPlayers) {}
}
