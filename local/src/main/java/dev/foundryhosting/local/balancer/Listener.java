package dev.foundryhosting.local.balancer;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The emulated load balancer's listener: what the functions have told it. */
public final class Listener {
  private final ElasticLoadBalancingV2Client elb;
  private final String listenerArn;

  public Listener(ElasticLoadBalancingV2Client elb, String listenerArn) {
    this.elb = elb;
    this.listenerArn = listenerArn;
  }

  /** All rules that forward to a target group. */
  List<ListenerRule> rules() {
    List<ListenerRule> rules = new ArrayList<>();
    elb.describeRulesPaginator(r -> r.listenerArn(listenerArn)).stream()
        .flatMap(page -> page.rules().stream())
        .filter(rule -> !rule.isDefault())
        .forEach(
            rule ->
                rule.actions().stream()
                    .filter(action -> action.type() == ActionTypeEnum.FORWARD)
                    .findFirst()
                    .ifPresent(action -> rules.add(read(rule, action))));
    return rules;
  }

  /** The targets of a group and what is thought of them; none when the group is gone. */
  List<TargetHealthDescription> targets(String targetGroupArn) {
    try {
      return elb.describeTargetHealth(r -> r.targetGroupArn(targetGroupArn))
          .targetHealthDescriptions();
    } catch (TargetGroupNotFoundException gone) {
      return List.of();
    }
  }

  /** The path that the checks of a group ask for. */
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

  /** A condition's values stand in one of two places, as whoever wrote the rule liked. */
  private static List<String> values(Rule rule, String field) {
    List<String> values = new ArrayList<>();
    for (RuleCondition condition : rule.conditions()) {
      if (field.equals(condition.field())) {
        values.addAll(condition.values());
        if (condition.hostHeaderConfig() != null) {
          values.addAll(condition.hostHeaderConfig().values());
        }
        if (condition.pathPatternConfig() != null) {
          values.addAll(condition.pathPatternConfig().values());
        }
      }
    }
    return values;
  }
}
