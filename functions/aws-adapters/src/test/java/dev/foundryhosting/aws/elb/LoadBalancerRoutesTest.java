/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.RoutesContract;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

class LoadBalancerRoutesTest extends RoutesContract {
  private static final ResourceNames NAMES = new ResourceNames("play.example.org");

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final ElasticLoadBalancingV2Client balancer = cloud.clients().loadBalancing();
  private final EmulatedCloud.Network network = cloud.network();
  private final RoutingSettings settings = cloud.loadBalancer();
  private final String listener = settings.listenerArn();
  private final LoadBalancerRoutes routes = routes(cloud.clients());

  @Override
  protected Routes routes() {
    return routes;
  }

  @Override
  protected void letBecomeHealthy(Route route, String privateIp) {
    cloud.setHealth(route.targetGroupArn(), privateIp, "healthy");
  }

  @Override
  protected void letBecomeUnhealthy(Route route, String privateIp) {
    cloud.setHealth(route.targetGroupArn(), privateIp, "unhealthy");
  }

  @Test
  void theTargetGroupIsForFoundryAndGivesUpSoon() {
    Route route = routes.openForChecks(USER, HOST).orThrow();
    routes.register(route, IP);

    TargetGroup group = group(route);
    assertThat(group.targetGroupName()).isEqualTo(NAMES.targetGroup(USER));
    assertThat(group.protocolAsString()).isEqualTo("HTTP");
    assertThat(group.port()).isEqualTo(30000);
    assertThat(group.targetTypeAsString()).isEqualTo("ip");
    assertThat(group.vpcId()).isEqualTo(network.vpcId());
    assertThat(group.healthCheckPath()).isEqualTo("/api/status");
    assertThat(group.matcher().httpCode()).isEqualTo("200");
    assertThat(group.healthyThresholdCount()).isEqualTo(2);
    assertThat(group.healthCheckIntervalSeconds()).isEqualTo(10);
    Map<String, String> attributes =
        balancer
            .describeTargetGroupAttributes(each -> each.targetGroupArn(route.targetGroupArn()))
            .attributes()
            .stream()
            .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value));
    assertThat(attributes).containsEntry("deregistration_delay.timeout_seconds", "10");
    assertThat(tags(route.targetGroupArn())).containsAllEntriesOf(Tags.of(USER));
  }

  @Test
  void theRuleIsForTheChecksAtFirstAndForPlayersLater() {
    Route route = routes.openForChecks(USER, HOST).orThrow();

    Rule checks = rule(route);
    assertThat(values(checks, "host-header")).containsExactly(HOST);
    assertThat(values(checks, "path-pattern")).containsExactly(Routes.READY_PATH);
    assertThat(Integer.parseInt(checks.priority()))
        .isBetween(RulePriorities.FIRST, RulePriorities.LAST);
    assertThat(tags(route.ruleArn())).containsAllEntriesOf(Tags.of(USER));

    routes.openForPlayers(route, HOST);
    Rule players = rule(route);
    assertThat(values(players, "host-header")).containsExactly(HOST);
    assertThat(values(players, "path-pattern")).isEmpty();
  }

  @Test
  void openingTakesThreeCalls() {
    cloud.forgetCalls();
    routes.openForChecks(USER, HOST).orThrow();

    assertThat(cloud.calls())
        .containsExactly("DescribeTargetGroups", "CreateTargetGroup", "CreateRule");
  }

  @Test
  void openingAgainTakesFiveCallsAndNeverClosesTheRouteToPlayers() {
    Route route = routes.openForChecks(USER, HOST).orThrow();
    routes.openForPlayers(route, HOST);
    cloud.forgetCalls();
    routes.openForChecks(USER, HOST).orThrow();

    assertThat(cloud.calls())
        .containsExactly(
            "DescribeTargetGroups", "DescribeTags", "CreateRule", "DescribeRules", "DescribeTags");
    assertThat(values(rule(route), "path-pattern")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("foreignTags")
  void aGroupOfTheOperatorsIsNeitherUsedNorRemoved(Map<String, String> tags) {
    String group = groupTagged(tags);

    assertThatThrownBy(() -> routes.openForChecks(USER, HOST))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    routes.remove(USER);

    assertThat(balancer.describeTargetGroups().targetGroups())
        .extracting(TargetGroup::targetGroupArn)
        .containsExactly(group);
    assertThat(rules()).isEmpty();
    assertThat(tags(group)).isEqualTo(tags);
  }

  static Stream<Map<String, String>> foreignTags() {
    return Stream.of(Map.of("team", "web"), Map.of(Tags.USER, USER.value()), Tags.of(OTHER));
  }

  private String groupTagged(Map<String, String> tags) {
    return balancer
        .createTargetGroup(
            RouteRequests.group(NAMES.targetGroup(USER), network.vpcId(), USER).toBuilder()
                .tags(
                    tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())
                .build())
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  @Test
  void aRuleOfTheOperatorsThatLeadsToTheGroupIsNeitherUsedNorRemoved() {
    String group = groupTagged(Tags.of(USER));
    String foreign =
        balancer
            .createRule(
                RouteRequests.rule(listener, group, HOST, ownPlace(), USER).toBuilder()
                    .tags(Tag.builder().key("team").value("web").build())
                    .build())
            .rules()
            .getFirst()
            .ruleArn();

    Route route = routes.openForChecks(USER, HOST).orThrow();
    assertThat(route.ruleArn()).isNotEqualTo(foreign);
    assertThatThrownBy(() -> routes.remove(USER)).isInstanceOf(PlatformException.class);

    assertThat(rules()).extracting(Rule::ruleArn).containsExactly(foreign);
  }

  @Test
  void aGroupThatACrashLeftWithoutItsRuleIsUsed() {
    String group =
        balancer
            .createTargetGroup(RouteRequests.group(NAMES.targetGroup(USER), network.vpcId(), USER))
            .targetGroups()
            .getFirst()
            .targetGroupArn();

    assertThat(routes.openForChecks(USER, HOST).orThrow().targetGroupArn()).isEqualTo(group);
  }

  @Test
  void aGroupWithOtherSettingsOfAnEarlierVersionServesAsWell() {
    String group =
        balancer
            .createTargetGroup(
                RouteRequests.group(NAMES.targetGroup(USER), network.vpcId(), USER).toBuilder()
                    .healthCheckPath("/")
                    .build())
            .targetGroups()
            .getFirst()
            .targetGroupArn();

    assertThat(routes.openForChecks(USER, HOST).orThrow().targetGroupArn()).isEqualTo(group);
  }

  @Test
  void aPriorityThatIsTakenIsNotUsed() {
    takeOwnPlace();

    assertThat(rule(routes.openForChecks(USER, HOST).orThrow()).priority())
        .isEqualTo(Integer.toString(ownPlace() + 1));
  }

  @Test
  void aPriorityThatAnotherRuleTakesAtTheSameMomentIsNotUsed() {
    LoadBalancerRoutes raced = routes(cloud.clients(beforeTheFirstRule()));

    assertThat(rule(raced.openForChecks(USER, HOST).orThrow()).priority())
        .isEqualTo(Integer.toString(ownPlace() + 1));
  }

  @Test
  void aLostAnswerMakesNoSecondRule() {
    cloud.fail("elbv2", "CreateRule", "lost-answer");
    Route route = routes.openForChecks(USER, HOST).orThrow();

    assertThat(rules()).extracting(Rule::ruleArn).containsExactly(route.ruleArn());
  }

  @Test
  void aGroupWithoutARuleIsRemovedToo() {
    Route route = routes.openForChecks(USER, HOST).orThrow();
    balancer.deleteRule(rule -> rule.ruleArn(route.ruleArn()));
    routes.remove(USER);

    assertThat(balancer.describeTargetGroups().targetGroups()).isEmpty();
  }

  @Test
  void nothingOfARouteIsLeftAndNothingElseIsTouched() {
    Route others = routes.openForChecks(OTHER, "bob.play.example.org").orThrow();
    routes.openForChecks(USER, HOST).orThrow();
    routes.remove(USER);

    assertThat(balancer.describeTargetGroups().targetGroups())
        .extracting(TargetGroup::targetGroupArn)
        .containsExactly(others.targetGroupArn());
    assertThat(rules()).extracting(Rule::ruleArn).containsExactly(others.ruleArn());
  }

  private LoadBalancerRoutes routes(AwsClients clients) {
    return new LoadBalancerRoutes(clients, settings, NAMES);
  }

  private static int ownPlace() {
    return RulePriorities.free(USER, Set.of(), 1).getFirst();
  }

  /** Another user's rule takes the priority with which the user's search begins. */
  private void takeOwnPlace() {
    UserId zoe = new UserId("zoe");
    String host = "zoe.play.example.org";
    String group = routes.openForChecks(zoe, host).orThrow().targetGroupArn();
    balancer.createRule(RouteRequests.rule(listener, group, host, ownPlace(), zoe));
  }

  private ExecutionInterceptor beforeTheFirstRule() {
    AtomicBoolean first = new AtomicBoolean(true);
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof CreateRuleRequest && first.getAndSet(false)) {
          takeOwnPlace();
        }
      }
    };
  }

  private TargetGroup group(Route route) {
    return balancer
        .describeTargetGroups(each -> each.targetGroupArns(route.targetGroupArn()))
        .targetGroups()
        .getFirst();
  }

  private Rule rule(Route route) {
    return rules().stream()
        .filter(each -> each.ruleArn().equals(route.ruleArn()))
        .findFirst()
        .orElseThrow();
  }

  private List<Rule> rules() {
    return balancer.describeRules(each -> each.listenerArn(listener)).rules().stream()
        .filter(rule -> !rule.isDefault())
        .toList();
  }

  private static List<String> values(Rule rule, String field) {
    return rule.conditions().stream()
        .filter(condition -> condition.field().equals(field))
        .flatMap(condition -> valuesOf(condition).stream())
        .toList();
  }

  private static List<String> valuesOf(RuleCondition condition) {
    return condition.hostHeaderConfig() != null
        ? condition.hostHeaderConfig().values()
        : condition.pathPatternConfig().values();
  }

  private Map<String, String> tags(String arn) {
    return balancer
        .describeTags(each -> each.resourceArns(arn))
        .tagDescriptions()
        .getFirst()
        .tags()
        .stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
