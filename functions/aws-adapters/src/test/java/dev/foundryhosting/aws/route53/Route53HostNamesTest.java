/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.instance.port.HostNamesContract;
import dev.foundryhosting.platform.RoutingSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
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
        .filter(record -> record.aliasTarget() != null)
        .map(record -> record.name().replaceAll("\\.$", ""))
        .collect(Collectors.toSet());
  }

  @Override
  protected void hold(String host) {
    make(plain(host, RRType.A, "203.0.113.7"));
  }

  @Override
  protected Set<String> held() {
    return records().stream()
        .filter(record -> record.aliasTarget() == null)
        .map(record -> record.name().replaceAll("\\.$", ""))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "CNAME, elsewhere.example.net",
    "AAAA, 2001:db8::7",
    "TXT, '\"v=spf1 -all\"'",
    "MX, 10 mail.example.net"
  })
  void aNameThatDnsHoldsOtherwiseIsRefusedAndStaysAsItIs(RRType type, String value) {
    make(plain(HOST, type, value));

    assertThat(names.free(HOST)).isFalse();
    assertThatThrownBy(() -> names.ensure(HOST)).isInstanceOf(PlatformException.class);
    names.remove(HOST);

    assertThat(all()).extracting(ResourceRecordSet::type).contains(type).doesNotContain(RRType.A);
  }

  @Test
  void anAliasOfAnotherLoadBalancerIsTheOperators() {
    to("wiki-1.eu-central-1.elb.amazonaws.com").ensure(HOST);

    assertThat(names.free(HOST)).isFalse();
    assertThatThrownBy(() -> names.ensure(HOST)).isInstanceOf(PlatformException.class);
    names.remove(HOST);

    assertThat(records().getFirst().aliasTarget().dnsName()).startsWith("wiki-1.");
  }

  private static ResourceRecordSet plain(String host, RRType type, String value) {
    return ResourceRecordSet.builder()
        .name(host)
        .type(type)
        .ttl(300L)
        .resourceRecords(ResourceRecord.builder().value(value).build())
        .build();
  }

  private void make(ResourceRecordSet record) {
    Change change = Change.builder().action(ChangeAction.CREATE).resourceRecordSet(record).build();
    var unused =
        route53.changeResourceRecordSets(
            r -> r.hostedZoneId(zoneId).changeBatch(batch -> batch.changes(change)));
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
  void aHostNameThatPointsAtAFormerLoadBalancerIsRemovedToo() {
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

  private List<ResourceRecordSet> all() {
    return route53.listResourceRecordSets(list -> list.hostedZoneId(zoneId)).resourceRecordSets();
  }

  private List<ResourceRecordSet> records() {
    return all().stream().filter(record -> record.type() == RRType.A).toList();
  }
}
