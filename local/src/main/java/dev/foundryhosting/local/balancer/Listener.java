/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The emulated load balancer's listener, with the rules and targets that the functions made. */
@Singleton
public class Listener {
  private final ElasticLoadBalancingV2Client elb;
  private final String listenerArn;

  Listener(AwsClients clients, Environment environment) {
    this.elb = clients.loadBalancing();
    this.listenerArn = environment.get(Variable.ALB_HTTPS_LISTENER_ARN);
  }

  /** All rules that forward to a target group. */
  List<ListenerRule> rules() {
    return elb.describeRulesPaginator(r -> r.listenerArn(listenerArn)).stream()
        .flatMap(page -> page.rules().stream())
        .filter(rule -> !rule.isDefault())
        .flatMap(
            rule ->
                rule.actions().stream()
                    .filter(action -> action.type() == ActionTypeEnum.FORWARD)
                    .limit(1)
                    .map(action -> read(rule, action)))
        .toList();
  }

  /** The targets of a group with their health; none when the group is gone. */
  List<TargetHealthDescription> targets(String targetGroupArn) {
    try {
      return elb.describeTargetHealth(r -> r.targetGroupArn(targetGroupArn))
          .targetHealthDescriptions();
    } catch (TargetGroupNotFoundException gone) {
      return List.of();
    }
  }

  String healthCheckPath(String targetGroupArn) {
    TargetGroup group =
        elb.describeTargetGroups(r -> r.targetGroupArns(targetGroupArn)).targetGroups().getFirst();
    return group.healthCheckPath() == null ? "/" : group.healthCheckPath();
  }

  private static ListenerRule read(Rule rule, Action action) {
    String group =
        action.targetGroupArn() == null
            ? action.forwardConfig().targetGroups().getFirst().targetGroupArn()
            : action.targetGroupArn();
    return new ListenerRule(
        Integer.parseInt(rule.priority()),
        values(rule, "host-header"),
        values(rule, "path-pattern"),
        group);
  }

  /** Elastic Load Balancing takes a condition's values in either of two places. */
  private static List<String> values(Rule rule, String field) {
    return rule.conditions().stream()
        .filter(condition -> field.equals(condition.field()))
        .flatMap(
            condition ->
                Stream.of(
                    Optional.of(condition.values()),
                    Optional.ofNullable(condition.hostHeaderConfig()).map(c -> c.values()),
                    Optional.ofNullable(condition.pathPatternConfig()).map(c -> c.values())))
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .toList();
  }
}
