/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.route53;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.platform.RoutingSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** {@link HostNames} as alias records to the load balancer, in the platform's hosted zone. */
@Singleton
public final class Route53HostNames implements HostNames {
  /** More than there are types of records. */
  private static final String MOST_OF_A_NAME = "50";

  private final Route53Client route53;
  private final RoutingSettings settings;

  public Route53HostNames(AwsClients clients, RoutingSettings settings) {
    this.route53 = clients.route53();
    this.settings = settings;
  }

  @Override
  public boolean free(String host) {
    return AwsCall.of("look up the host name", () -> named(host).allMatch(this::isOurs));
  }

  @Override
  public void ensure(String host) {
    AwsCall.run(
        "point the host name at the load balancer",
        () -> {
          List<ResourceRecordSet> before = named(host).toList();
          if (!before.stream().allMatch(this::isOurs)) {
            throw held(host);
          }
          // Only a record of ours is replaced: another that appears now makes a CREATE fail.
          change(before.isEmpty() ? ChangeAction.CREATE : ChangeAction.UPSERT, alias(host));
        });
  }

  @Override
  public void remove(String host) {
    AwsCall.run(
        "remove the host name",
        () -> {
          if (!deleted(alias(host))) {
            // Route 53 deletes a record only by its exact content.
            named(host).filter(this::isOurs).forEach(this::deleteFound);
          }
        });
  }

  private static PlatformException held(String host) {
    return PlatformException.dependency(
        "Could not point the host name at the load balancer: the zone has a record of "
            + host
            + " that is not the platform's. Choose another name.",
        false);
  }

  private boolean deleted(ResourceRecordSet record) {
    try {
      change(ChangeAction.DELETE, record);
      return true;
    } catch (InvalidChangeBatchException e) {
      return false;
    }
  }

  private void deleteFound(ResourceRecordSet record) {
    try {
      change(ChangeAction.DELETE, record);
    } catch (InvalidChangeBatchException e) {
      if (named(record.name()).anyMatch(record::equals)) {
        throw e;
      }
    }
  }

  private void change(ChangeAction action, ResourceRecordSet record) {
    Change change = Change.builder().action(action).resourceRecordSet(record).build();
    route53.changeResourceRecordSets(
        r -> r.hostedZoneId(settings.hostedZoneId()).changeBatch(batch -> batch.changes(change)));
  }

  /** The records of this name, of all types. */
  private Stream<ResourceRecordSet> named(String host) {
    // The listing begins with them, if they exist.
    return route53
        .listResourceRecordSets(
            list ->
                list.hostedZoneId(settings.hostedZoneId())
                    .startRecordName(host)
                    .maxItems(MOST_OF_A_NAME))
        .resourceRecordSets()
        .stream()
        .filter(record -> sameName(record.name(), host));
  }

  /** Whether a record leads to the platform's load balancer, or to a former one of its name. */
  private boolean isOurs(ResourceRecordSet record) {
    AliasTarget target = record.aliasTarget();
    return record.type() == RRType.A
        && record.setIdentifier() == null
        && target != null
        && settings.loadBalancerZoneId().equals(target.hostedZoneId())
        && balancer(target.dnsName()).equals(balancer(settings.loadBalancerHost()));
  }

  /** A load balancer's host is {@code <name>-<number>.<region>.elb.amazonaws.com}. */
  private static String balancer(String host) {
    return absolute(host.toLowerCase(Locale.ROOT))
        .replaceFirst("^dualstack\\.", "")
        .replaceFirst("-[0-9]+\\.", ".");
  }

  private ResourceRecordSet alias(String host) {
    return ResourceRecordSet.builder()
        .name(host)
        .type(RRType.A)
        .aliasTarget(
            target ->
                target
                    .hostedZoneId(settings.loadBalancerZoneId())
                    .dnsName(settings.loadBalancerHost())
                    .evaluateTargetHealth(false))
        .build();
  }

  private static boolean sameName(String recordName, String host) {
    return absolute(recordName).equalsIgnoreCase(absolute(host));
  }

  private static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }
}
