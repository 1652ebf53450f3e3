/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/**
 * {@link RouteInventory} at the load balancer: one call for 400 rules, for 400 target groups, and
 * for the tags of twenty.
 */
@Singleton
public final class LoadBalancerRouteInventory implements RouteInventory {
  /** What DescribeTags takes. */
  private static final int TAGS_A_CALL = 20;

  private static final int PAGE = 400;

  private final ElasticLoadBalancingV2Client balancer;
  private final RoutingSettings settings;
  private final ResourceNames names;

  public LoadBalancerRouteInventory(
      AwsClients clients, RoutingSettings settings, ResourceNames names) {
    this.balancer = clients.loadBalancing();
    this.settings = settings;
    this.names = names;
  }

  @Override
  public List<InstalledRoute> list() {
    return AwsCall.of(
        "list the routes to servers",
        () -> {
          // Groups first: a group that is made in between would seem to lack its rule.
          List<String> groups =
              balancer
                  .describeTargetGroupsPaginator(each -> each.pageSize(PAGE))
                  .targetGroups()
                  .stream()
                  .filter(group -> names.isTargetGroup(group.targetGroupName()))
                  .map(TargetGroup::targetGroupArn)
                  .toList();
          Map<String, Set<String>> rules = rulesByGroup();
          return groups.stream()
              .map(group -> new InstalledRoute(group, rules.getOrDefault(group, Set.of())))
              .toList();
        });
  }

  private Map<String, Set<String>> rulesByGroup() {
    return balancer
        .describeRulesPaginator(each -> each.listenerArn(settings.listenerArn()).pageSize(PAGE))
        .rules()
        .stream()
        .flatMap(
            rule -> RouteRequests.groupsOf(rule).map(group -> Map.entry(group, rule.ruleArn())))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
  }

  @Override
  public Map<String, UserId> owners(List<String> targetGroupArns) {
    Map<String, UserId> owners = new HashMap<>();
    for (int from = 0; from < targetGroupArns.size(); from += TAGS_A_CALL) {
      int to = Math.min(targetGroupArns.size(), from + TAGS_A_CALL);
      for (TagDescription group : tags(targetGroupArns.subList(from, to))) {
        Map<String, String> tags = group.tags().stream().collect(toMap(Tag::key, Tag::value));
        AwsTags.owner(tags).ifPresent(user -> owners.put(group.resourceArn(), user));
      }
    }
    return owners;
  }

  /** One missing group fails the call for all; then each is asked for alone. */
  private List<TagDescription> tags(List<String> arns) {
    return AwsCall.of(
        "read the owners of the routes",
        () -> {
          try {
            return balancer.describeTags(each -> each.resourceArns(arns)).tagDescriptions();
          } catch (TargetGroupNotFoundException e) {
            return arns.size() == 1
                ? List.<TagDescription>of()
                : arns.stream().flatMap(arn -> tags(List.of(arn)).stream()).toList();
          }
        });
  }
}
