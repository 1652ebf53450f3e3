/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.Map;

/** The values of the functions' variables. */
final class FunctionEnvironment {
  private FunctionEnvironment() {}

  static Map<Variable, Output<String>> of(
      Settings settings,
      Network network,
      LoadBalancing loadBalancing,
      Storage storage,
      Cluster cluster,
      Data data,
      Secrets secrets,
      Queues queues,
      Identity identity) {
    Map<Variable, Output<String>> values = new EnumMap<>(data.names());
    settings.variables().forEach((variable, value) -> values.put(variable, Output.of(value)));
    values.put(Variable.DOMAIN_NAME, Output.of(settings.domain()));
    values.put(Variable.ROUTE53_HOSTED_ZONE_ID, Output.of(settings.hostedZoneId()));
    values.put(
        Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME,
        Output.of(Functions.callName(PlatformFunction.INSTANCE_MANAGEMENT, settings)));
    values.put(Variable.VPC_ID, network.vpcId());
    values.put(
        Variable.TASK_SUBNET_IDS, network.taskSubnetIds().applyValue(ids -> String.join(",", ids)));
    values.put(Variable.TASK_SECURITY_GROUP_ID, network.securityGroups().tasksId());
    values.put(
        Variable.TASK_ASSIGN_PUBLIC_IP,
        Output.of(settings.tasksArePublic() ? "ENABLED" : "DISABLED"));
    values.put(Variable.ALB_HTTPS_LISTENER_ARN, loadBalancing.listenerArn());
    values.put(Variable.ALB_DNS_NAME, loadBalancing.dnsName());
    values.put(Variable.ALB_ZONE_ID, loadBalancing.zoneId());
    values.put(Variable.FILE_SYSTEM_ID, storage.fileSystemId());
    values.put(Variable.CACHE_ACCESS_POINT_ID, storage.cacheAccessPointId());
    values.put(Variable.CLUSTER_NAME, cluster.name());
    values.put(Variable.TASK_LOG_GROUP_NAME, cluster.logGroupName());
    values.put(Variable.DISCORD_SECRET_ARN, secrets.discordArn());
    values.put(Variable.KOFI_SECRET_ARN, secrets.kofiArn());
    values.put(Variable.WAKEUP_QUEUE_URL, queues.wakeupsUrl());
    values.put(Variable.TASK_ROLE_ARN, identity.taskRoleArn());
    values.put(Variable.EXECUTION_ROLE_ARN, identity.executionRoleArn());
    values.put(Variable.USER_PERMISSIONS_BOUNDARY_ARN, identity.boundaryArn());
    return values;
  }
}
