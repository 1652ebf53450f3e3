/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.port.RouteInventoryContract;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;

class LoadBalancerRouteInventoryTest extends RouteInventoryContract {
  private static final ResourceNames NAMES = new ResourceNames("play.example.org");

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final ElasticLoadBalancingV2Client balancer = cloud.clients().loadBalancing();
  private final RoutingSettings settings = cloud.loadBalancer();
  private final LoadBalancerRoutes routes =
      new LoadBalancerRoutes(cloud.clients(), settings, NAMES);
  private final LoadBalancerRouteInventory inventory =
      new LoadBalancerRouteInventory(cloud.clients(), settings, NAMES);

  @Override
  protected Routes routes() {
    return routes;
  }

  @Override
  protected RouteInventory inventory() {
    return inventory;
  }

  @Override
  protected void loseRule(UserId user, Route route) {
    balancer.deleteRule(rule -> rule.ruleArn(route.ruleArn()));
  }

  @Test
  void groupsOfOthersAreNotListedAndGroupsWithoutOurTagsHaveNoOwner() {
    String stranger = group("something-else", ANNA);
    String other = group(new ResourceNames("other.example.org").targetGroup(ANNA), ANNA);
    String untagged = untagged(NAMES.targetGroup(BEN));

    assertThat(inventory.list())
        .extracting(RouteInventory.InstalledRoute::targetGroupArn)
        .containsExactly(untagged)
        .doesNotContain(stranger, other);
    assertThat(inventory.owners(List.of(untagged))).isEmpty();
  }

  @Test
  void aListingTakesTwoCalls() {
    for (int i = 0; i < 30; i++) {
      routes.openForChecks(new UserId("u" + i), "u" + i + ".play.example.org").orThrow();
    }
    cloud.forgetCalls();
    assertThat(inventory.list()).hasSize(30);

    assertThat(cloud.calls()).containsExactly("DescribeTargetGroups", "DescribeRules");
  }

  private String group(String name, UserId user) {
    return made(RouteRequests.group(name, settings.vpcId(), user));
  }

  private String untagged(String name) {
    return made(
        RouteRequests.group(name, settings.vpcId(), BEN).toBuilder().tags(List.of()).build());
  }

  private String made(CreateTargetGroupRequest request) {
    return balancer.createTargetGroup(request).targetGroups().getFirst().targetGroupArn();
  }
}
