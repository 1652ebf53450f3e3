/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import java.util.List;
import java.util.Map;

/**
 * The actions that may be allowed on {@code "Resource": "*"}, each with its reason from the Service
 * Authorization Reference.
 */
public final class Wildcards {
  private static final String NO_RESOURCE_TYPE = "the action knows no resource type";

  public static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("ec2:DescribeNetworkInterfaces", NO_RESOURCE_TYPE),
          Map.entry("ec2:DescribeSubnets", NO_RESOURCE_TYPE),
          Map.entry("ecs:DescribeTaskDefinition", NO_RESOURCE_TYPE),
          Map.entry("ecs:DeregisterTaskDefinition", NO_RESOURCE_TYPE),
          Map.entry("ecs:ListTaskDefinitions", NO_RESOURCE_TYPE),
          Map.entry(
              "ecs:ListTasks",
              "its resource type is the container instance, which Fargate lacks; a condition limits it"
                  + " to the cluster"),
          Map.entry("elasticloadbalancing:DescribeRules", NO_RESOURCE_TYPE),
          Map.entry("elasticloadbalancing:DescribeTags", NO_RESOURCE_TYPE),
          Map.entry("elasticloadbalancing:DescribeTargetGroups", NO_RESOURCE_TYPE),
          Map.entry("elasticloadbalancing:DescribeTargetHealth", NO_RESOURCE_TYPE),
          Map.entry("xray:PutTraceSegments", NO_RESOURCE_TYPE),
          Map.entry("xray:PutTelemetryRecords", NO_RESOURCE_TYPE));

  private Wildcards() {}

  static void requireReason(List<String> actions) {
    for (String action : actions) {
      if (!REASONS.containsKey(action)) {
        throw new IllegalArgumentException(
            action + " may not be allowed on everything without a reason in Wildcards.");
      }
    }
  }
}
