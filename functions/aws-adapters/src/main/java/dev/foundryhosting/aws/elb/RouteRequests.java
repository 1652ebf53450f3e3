/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The requests to the load balancer for one server. */
final class RouteRequests {
  static final int PORT = ServerSettings.PORT;

  private RouteRequests() {}

  static CreateTargetGroupRequest group(String name, String vpcId, UserId user) {
    return CreateTargetGroupRequest.builder()
        .name(name)
        .protocol(ProtocolEnum.HTTP)
        .port(PORT)
        .vpcId(vpcId)
        .targetType(TargetTypeEnum.IP)
        .healthCheckEnabled(true)
        .healthCheckProtocol(ProtocolEnum.HTTP)
        .healthCheckPath("/api/status")
        .matcher(answer -> answer.httpCode("200"))
        .healthCheckIntervalSeconds(10)
        .healthCheckTimeoutSeconds(5)
        .healthyThresholdCount(2)
        .unhealthyThresholdCount(3)
        .tags(tags(user))
        .build();
  }

  static ModifyTargetGroupAttributesRequest attributes(String group) {
    return ModifyTargetGroupAttributesRequest.builder()
        .targetGroupArn(group)
        // Without players there is nothing to drain, and the default is five minutes.
        .attributes(
            TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value("10")
                .build())
        .build();
  }

  static CreateRuleRequest rule(
      String listener, String group, String host, int priority, UserId user) {
    RuleCondition readyPath =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(path -> path.values(Routes.READY_PATH))
            .build();
    return CreateRuleRequest.builder()
        .listenerArn(listener)
        .priority(priority)
        .conditions(host(host), readyPath)
        .actions(Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group).build())
        .tags(tags(user))
        .build();
  }

  static RuleCondition host(String host) {
    return RuleCondition.builder()
        .field("host-header")
        .hostHeaderConfig(header -> header.values(host))
        .build();
  }

  /** The target groups of a rule, which names them in one of two forms. */
  static Stream<String> groupsOf(Rule rule) {
    return rule.actions().stream()
        .flatMap(
            action ->
                Stream.concat(
                    Stream.ofNullable(action.targetGroupArn()),
                    Stream.ofNullable(action.forwardConfig())
                        .flatMap(forward -> forward.targetGroups().stream())
                        .map(each -> each.targetGroupArn())))
        .distinct();
  }

  private static List<Tag> tags(UserId user) {
    return AwsTags.of(user, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
