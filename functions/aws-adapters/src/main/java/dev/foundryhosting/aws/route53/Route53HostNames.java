/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.route53;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.platform.RoutingSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** {@link HostNames} as alias records to the load balancer, in the platform's hosted zone. */
@Singleton
public final class Route53HostNames implements HostNames {
  private final Route53Client route53;
  private final RoutingSettings settings;

  public Route53HostNames(AwsClients clients, RoutingSettings settings) {
    this.route53 = clients.route53();
    this.settings = settings;
  }

  @Override
  public void ensure(String host) {
    AwsCall.run(
        "point the host name at the load balancer", () -> change(ChangeAction.UPSERT, alias(host)));
  }

  @Override
  public void remove(String host) {
    AwsCall.run(
        "remove the host name",
        () -> {
          if (!deleted(alias(host))) {
            // Route 53 deletes a record only by its exact content.
            find(host).ifPresent(this::deleteFound);
          }
        });
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
      if (find(record.name()).isPresent()) {
        throw e;
      }
    }
  }

  private void change(ChangeAction action, ResourceRecordSet record) {
    Change change = Change.builder().action(action).resourceRecordSet(record).build();
    route53.changeResourceRecordSets(
        r -> r.hostedZoneId(settings.hostedZoneId()).changeBatch(batch -> batch.changes(change)));
  }

  private Optional<ResourceRecordSet> find(String host) {
    // The listing begins with this record, if it exists.
    return route53
        .listResourceRecordSets(
            list ->
                list.hostedZoneId(settings.hostedZoneId())
                    .startRecordName(host)
                    .startRecordType(RRType.A)
                    .maxItems("1"))
        .resourceRecordSets()
        .stream()
        .filter(record -> record.type() == RRType.A && sameName(record.name(), host))
        .findFirst();
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
