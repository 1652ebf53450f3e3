/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * {@link Routes} on an application load balancer: for each user a target group and one rule of the
 * HTTPS listener. A load balancer takes 100 of each ("Quotas for your Application Load Balancers"),
 * so they exist only while a server runs.
 */
@Singleton
public final class LoadBalancerRoutes implements Routes {
  private static final int PRIORITIES_TRIED = 10;
  private static final String[] FULL = {
    "TooManyRules",
    "TooManyTargetGroups",
    "TooManyUniqueTargetGroupsPerLoadBalancer",
    "TooManyTargets"
  };

  private final ElasticLoadBalancingV2Client balancer;
  private final RoutingSettings settings;
  private final ResourceNames names;

  public LoadBalancerRoutes(AwsClients clients, RoutingSettings settings, ResourceNames names) {
    this.balancer = clients.loadBalancing();
    this.settings = settings;
    this.names = names;
  }

  @Override
  public Opened openForChecks(UserId user, String host) {
    return AwsCall.of(
        "open the route to the server",
        () -> {
          try {
            String group = ensureGroup(user);
            return new Opened.Done(new Route(group, ensureRule(user, host, group)));
          } catch (ElasticLoadBalancingV2Exception e) {
            if (AwsErrorCodes.isOneOf(e, FULL)) {
              return new Opened.Full(e.awsErrorDetails().errorCode());
            }
            throw e;
          }
        });
  }

  @Override
  public void register(Route route, String privateIp) {
    AwsCall.run(
        "register the server with the load balancer",
        () -> {
          balancer.modifyTargetGroupAttributes(RouteRequests.attributes(route.targetGroupArn()));
          balancer.registerTargets(
              to -> to.targetGroupArn(route.targetGroupArn()).targets(target(privateIp)));
        });
  }

  @Override
  public Health health(Route route, String privateIp) {
    return AwsCall.of(
        "ask the load balancer for the server's health",
        () ->
            balancer
                .describeTargetHealth(
                    of -> of.targetGroupArn(route.targetGroupArn()).targets(target(privateIp)))
                .targetHealthDescriptions()
                .stream()
                .map(described -> health(described.targetHealth()))
                .findFirst()
                .orElse(new Health(false, false, "unused: Target.NotRegistered")));
  }

  @Override
  public void openForPlayers(Route route, String host) {
    AwsCall.run(
        "let players through",
        () ->
            balancer.modifyRule(
                rule -> rule.ruleArn(route.ruleArn()).conditions(RouteRequests.host(host))));
  }

  @Override
  public void remove(UserId user) {
    AwsCall.run(
        "close the route to the server",
        // A rule keeps its group from being deleted, so without a group there is no rule.
        () ->
            group(user)
                .map(TargetGroup::targetGroupArn)
                .filter(group -> belongsTo(user, group))
                .ifPresent(group -> removeWithRules(user, group)));
  }

  /** One with the settings of an earlier version of the platform serves as well. */
  private String ensureGroup(UserId user) {
    Optional<TargetGroup> standing = group(user);
    if (standing.isEmpty()) {
      return balancer
          .createTargetGroup(RouteRequests.group(names.targetGroup(user), settings.vpcId(), user))
          .targetGroups()
          .getFirst()
          .targetGroupArn();
    }
    String arn = standing.get().targetGroupArn();
    if (!belongsTo(user, arn)) {
      throw PlatformException.dependency(
          ("Could not open the route to the server: there is a target group named %s that is not the"
                  + " platform's.")
              .formatted(names.targetGroup(user)),
          false);
    }
    return arn;
  }

  /** An operator may have a group of that name, or a rule that leads to ours: the tags tell. */
  private boolean belongsTo(UserId user, String arn) {
    try {
      return balancer.describeTags(each -> each.resourceArns(arn)).tagDescriptions().stream()
          .map(each -> each.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
          .anyMatch(tags -> AwsTags.owner(tags).filter(user::equals).isPresent());
    } catch (ElasticLoadBalancingV2Exception e) {
      if (AwsErrorCodes.isOneOf(e, "RuleNotFound", "TargetGroupNotFound")) {
        return false;
      }
      throw e;
    }
  }

  private Optional<TargetGroup> group(UserId user) {
    try {
      return balancer
          .describeTargetGroups(each -> each.names(names.targetGroup(user)))
          .targetGroups()
          .stream()
          .findFirst();
    } catch (TargetGroupNotFoundException e) {
      return Optional.empty();
    }
  }

  private List<Rule> rules() {
    return balancer
        .describeRulesPaginator(each -> each.listenerArn(settings.listenerArn()))
        .rules()
        .stream()
        .toList();
  }

  private static boolean leadsTo(String group, Rule rule) {
    return RouteRequests.groupsOf(rule).anyMatch(group::equals);
  }

  private static Set<String> priorities(List<Rule> rules) {
    return rules.stream().map(Rule::priority).collect(Collectors.toSet());
  }

  /**
   * A start waits for this, so the rule is made before others are looked at: at the user's own
   * priority, which seldom is another's.
   */
  private String ensureRule(UserId user, String host, String group) {
    try {
      return makeRule(user, host, group, RulePriorities.free(user, Set.of(), 1).getFirst());
    } catch (PriorityInUseException e) {
      List<Rule> rules = rules();
      return ownRule(user, group, rules)
          .orElseGet(() -> makeRule(user, host, group, priorities(rules)));
    } catch (ElasticLoadBalancingV2Exception e) {
      // A full load balancer refuses a rule that it has.
      return Optional.of(e)
          .filter(refusal -> AwsErrorCodes.isOneOf(refusal, FULL))
          .flatMap(full -> ownRule(user, group, rules()))
          .orElseThrow(() -> e);
    }
  }

  private String makeRule(UserId user, String host, String group, Set<String> taken) {
    Optional<PriorityInUseException> last = Optional.empty();
    for (int priority : RulePriorities.free(user, taken, PRIORITIES_TRIED)) {
      try {
        return makeRule(user, host, group, priority);
      } catch (PriorityInUseException e) {
        // Another rule took it since the list was read; or it is our own, because the SDK repeated
        // a call whose answer was lost.
        Optional<String> own = ownRule(user, group, rules());
        if (own.isPresent()) {
          return own.get();
        }
        last = Optional.of(e);
      }
    }
    String why = "Could not open the route to the server: too many others are opening theirs.";
    throw last.map(e -> PlatformException.dependency(why, true, e))
        .orElseGet(() -> PlatformException.dependency(why, true));
  }

  private String makeRule(UserId user, String host, String group, int priority) {
    return balancer
        .createRule(RouteRequests.rule(settings.listenerArn(), group, host, priority, user))
        .rules()
        .getFirst()
        .ruleArn();
  }

  private Optional<String> ownRule(UserId user, String group, List<Rule> rules) {
    return ownRules(user, group, rules).findFirst();
  }

  private Stream<String> ownRules(UserId user, String group, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> leadsTo(group, rule))
        .map(Rule::ruleArn)
        .filter(rule -> belongsTo(user, rule));
  }

  private void removeWithRules(UserId user, String group) {
    ownRules(user, group, rules()).forEach(this::removeRule);
    // The load balancer may not see yet that the rule is gone.
    RetryPolicy.EVENTUAL_CONSISTENCY.run(
        e -> AwsErrorCodes.isOneOf(e, "ResourceInUse"), () -> removeGroup(group));
  }

  private void removeRule(String arn) {
    AwsErrorCodes.ignoring(() -> balancer.deleteRule(rule -> rule.ruleArn(arn)), "RuleNotFound");
  }

  private void removeGroup(String arn) {
    AwsErrorCodes.ignoring(
        () -> balancer.deleteTargetGroup(group -> group.targetGroupArn(arn)),
        "TargetGroupNotFound");
  }

  private static TargetDescription target(String privateIp) {
    return TargetDescription.builder().id(privateIp).port(RouteRequests.PORT).build();
  }

  private static Health health(TargetHealth health) {
    String description =
        Stream.of(health.stateAsString(), health.reasonAsString(), health.description())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
    return new Health(
        health.state() == TargetHealthStateEnum.HEALTHY,
        health.state() == TargetHealthStateEnum.UNHEALTHY,
        description);
  }
}
