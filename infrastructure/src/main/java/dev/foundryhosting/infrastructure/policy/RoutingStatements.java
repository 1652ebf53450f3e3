package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.Tags;
import java.util.List;

/** What a function needs to lead players to servers: the load balancer and the hosted zone. */
final class RoutingStatements {
  private static final String REQUESTED_TAG = "aws:RequestTag/" + Tags.MANAGED;
  private static final String STANDING_TAG = "aws:ResourceTag/" + Tags.MANAGED;

  private RoutingStatements() {}

  static List<Statement> in(PolicyScope scope) {
    return List.of(
        Statement.allow(
                "SeeTheLoadBalancer",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth")
            .onEverything(),
        Statement.allow("MakeTargetGroups", "elasticloadbalancing:CreateTargetGroup")
            .on(scope.targetGroupsArn())
            .when("StringEquals", REQUESTED_TAG, "true"),
        Statement.allow(
                "UseOwnTargetGroups",
                "elasticloadbalancing:ModifyTargetGroupAttributes",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:DeleteTargetGroup")
            .on(scope.targetGroupsArn())
            .when("StringEquals", STANDING_TAG, "true"),
        Statement.allow("MakeRules", "elasticloadbalancing:CreateRule")
            .on(scope.listenerArn())
            .when("StringEquals", REQUESTED_TAG, "true"),
        // An operator's own rules on the listener carry no tag of ours.
        Statement.allow(
                "ChangeOwnRules",
                "elasticloadbalancing:ModifyRule",
                "elasticloadbalancing:DeleteRule")
            .on(scope.listenerRulesArn())
            .when("StringEquals", STANDING_TAG, "true"),
        Statement.allow("TagNewGroupsAndRules", "elasticloadbalancing:AddTags")
            .on(scope.targetGroupsArn(), scope.listenerRulesArn())
            .when(
                "StringEquals",
                "elasticloadbalancing:CreateAction",
                "CreateTargetGroup",
                "CreateRule"),
        Statement.allow("PointHostNames", "route53:ChangeResourceRecordSets")
            .on(zone(scope))
            .when(
                "ForAllValues:StringLike",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                "*." + scope.domain())
            .when("ForAllValues:StringEquals", "route53:ChangeResourceRecordSetsRecordTypes", "A")
            .when(
                "ForAllValues:StringEquals",
                "route53:ChangeResourceRecordSetsActions",
                "UPSERT",
                "DELETE"),
        Statement.allow("SeeHostNames", "route53:ListResourceRecordSets").on(zone(scope)));
  }

  private static String zone(PolicyScope scope) {
    return scope.place().globalArn("route53", "hostedzone/" + scope.hostedZoneId());
  }
}
