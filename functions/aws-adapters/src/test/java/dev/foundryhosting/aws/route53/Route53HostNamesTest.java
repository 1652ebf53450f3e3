/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.instance.port.HostNamesContract;
import dev.foundryhosting.platform.RoutingSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class Route53HostNamesTest extends HostNamesContract {
  private static final String BALANCER = "servers-1.eu-central-1.elb.amazonaws.com";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final Route53Client route53 = cloud.clients().route53();
  private final String zoneId =
      route53
          .createHostedZone(zone -> zone.name("play.example.org").callerReference("test"))
          .hostedZone()
          .id();
  private final Route53HostNames names = to(BALANCER);

  @Override
  protected HostNames hostNames() {
    return names;
  }

  @Override
  protected Set<String> existing() {
    return records().stream()
        .map(record -> record.name().replaceAll("\\.$", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void aHostNameIsAnAliasOfTheLoadBalancer() {
    names.ensure(HOST);

    assertThat(records().getFirst().aliasTarget())
        .satisfies(
            target -> {
              assertThat(target.dnsName()).isIn(BALANCER, BALANCER + ".");
              assertThat(target.hostedZoneId()).isEqualTo("Z215JYRZR1TBD5");
              assertThat(target.evaluateTargetHealth()).isFalse();
            });
  }

  @Test
  void aHostNameFollowsTheLoadBalancerToAnotherName() {
    to("servers-0.eu-central-1.elb.amazonaws.com").ensure(HOST);
    names.ensure(HOST);

    assertThat(records()).hasSize(1);
    assertThat(records().getFirst().aliasTarget().dnsName()).startsWith(BALANCER);
  }

  @Test
  void aHostNameThatPointsElsewhereIsRemovedToo() {
    to("servers-0.eu-central-1.elb.amazonaws.com").ensure(HOST);
    names.remove(HOST);

    assertThat(existing()).isEmpty();
  }

  @Test
  void removingAnUnchangedRecordTakesOneCall() {
    names.ensure(HOST);
    cloud.forgetCalls();
    names.remove(HOST);

    assertThat(cloud.calls()).containsExactly("ChangeResourceRecordSets");
  }

  private Route53HostNames to(String balancer) {
    return new Route53HostNames(
        cloud.clients(),
        new RoutingSettings("vpc-1", "arn:aws:x", balancer, "Z215JYRZR1TBD5", zoneId));
  }

  private List<ResourceRecordSet> records() {
    return route53
        .listResourceRecordSets(list -> list.hostedZoneId(zoneId))
        .resourceRecordSets()
        .stream()
        .filter(record -> record.type() == RRType.A)
        .toList();
  }
}
