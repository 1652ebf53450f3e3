package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.Map;

/** What the layers tell the functions: the value of each variable that one of them reads. */
final class FunctionEnvironment {
  private final Settings settings;
  private final Map<Variable, Output<String>> values = new EnumMap<>(Variable.class);

  FunctionEnvironment(Settings settings) {
    this.settings = settings;
    settings.variables().forEach((variable, value) -> values.put(variable, Output.of(value)));
    values.put(Variable.DOMAIN_NAME, Output.of(settings.domain()));
    values.put(Variable.ROUTE53_HOSTED_ZONE_ID, Output.of(settings.hostedZoneId()));
    values.put(
        Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME,
        Output.of(Functions.callName(PlatformFunction.INSTANCE_MANAGEMENT, settings)));
  }

  FunctionEnvironment network(Network network) {
    values.put(Variable.VPC_ID, network.vpcId());
    values.put(
        Variable.TASK_SUBNET_IDS, network.taskSubnetIds().applyValue(ids -> String.join(",", ids)));
    values.put(Variable.TASK_SECURITY_GROUP_ID, network.securityGroups().tasksId());
    values.put(
        Variable.TASK_ASSIGN_PUBLIC_IP,
        Output.of(settings.tasksArePublic() ? "ENABLED" : "DISABLED"));
    return this;
  }

  FunctionEnvironment loadBalancing(LoadBalancing loadBalancing) {
    values.put(Variable.ALB_HTTPS_LISTENER_ARN, loadBalancing.listenerArn());
    values.put(Variable.ALB_DNS_NAME, loadBalancing.dnsName());
    values.put(Variable.ALB_ZONE_ID, loadBalancing.zoneId());
    return this;
  }

  FunctionEnvironment storage(Storage storage) {
    values.put(Variable.FILE_SYSTEM_ID, storage.fileSystemId());
    values.put(Variable.CACHE_ACCESS_POINT_ID, storage.cacheAccessPointId());
    return this;
  }

  FunctionEnvironment cluster(Cluster cluster) {
    values.put(Variable.CLUSTER_NAME, cluster.name());
    values.put(Variable.TASK_LOG_GROUP_NAME, cluster.logGroupName());
    return this;
  }

  FunctionEnvironment data(Data data) {
    values.putAll(data.names());
    return this;
  }

  FunctionEnvironment secrets(Secrets secrets) {
    values.put(Variable.DISCORD_SECRET_ARN, secrets.discordArn());
    values.put(Variable.KOFI_SECRET_ARN, secrets.kofiArn());
    return this;
  }

  FunctionEnvironment queues(Queues queues) {
    values.put(Variable.WAKEUP_QUEUE_URL, queues.wakeupsUrl());
    return this;
  }

  FunctionEnvironment identity(Identity identity) {
    values.put(Variable.TASK_ROLE_ARN, identity.taskRoleArn());
    values.put(Variable.EXECUTION_ROLE_ARN, identity.executionRoleArn());
    values.put(Variable.USER_PERMISSIONS_BOUNDARY_ARN, identity.boundaryArn());
    return this;
  }

  Map<Variable, Output<String>> values() {
    return Map.copyOf(values);
  }
}
