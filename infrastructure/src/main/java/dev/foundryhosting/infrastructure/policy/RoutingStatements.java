/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import java.util.List;

/** The load balancer and the hosted zone, for functions that route players to servers. */
final class RoutingStatements {
  private RoutingStatements() {}

  static List<Statement> in(PolicyScope scope) {
    return List.of(
        Statement.allow(
                "SeeTheLoadBalancer",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth")
            .onEverything(),
        Statement.allow("MakeTargetGroups", "elasticloadbalancing:CreateTargetGroup")
            .on(scope.targetGroupsArn())
            .whenTagRequested(),
        Statement.allow(
                "UseOwnTargetGroups",
                "elasticloadbalancing:ModifyTargetGroupAttributes",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:DeleteTargetGroup")
            .on(scope.targetGroupsArn())
            .whenTagged(),
        Statement.allow("MakeRules", "elasticloadbalancing:CreateRule")
            .on(scope.listenerArn())
            .whenTagRequested(),
        // An operator's own rules on the listener lack the tag.
        Statement.allow(
                "ChangeOwnRules",
                "elasticloadbalancing:ModifyRule",
                "elasticloadbalancing:DeleteRule")
            .on(scope.listenerRulesArn())
            .whenTagged(),
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
                "CREATE",
                "UPSERT",
                "DELETE"),
        Statement.allow("SeeHostNames", "route53:ListResourceRecordSets").on(zone(scope)));
  }

  private static String zone(PolicyScope scope) {
    return scope.place().globalArn("route53", "hostedzone/" + scope.hostedZoneId());
  }
}
