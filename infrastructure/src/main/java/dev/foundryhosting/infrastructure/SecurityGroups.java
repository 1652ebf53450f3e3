/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;

/** The traffic between players, the load balancer, the tasks and the file system. */
final class SecurityGroups {
  static final String VPC_CIDR = "10.0.0.0/16";

  private static final String ANYWHERE = "0.0.0.0/0";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int DNS = 53;
  private static final int NFS = 2049;
  private static final int FOUNDRY = ServerSettings.PORT;

  private final Network network;
  private final SecurityGroup loadBalancer;
  private final SecurityGroup fileSystem;
  private final SecurityGroup worldFiles;

  /**
   * @param storage the endpoint of S3
   * @param tables the endpoint of DynamoDB
   */
  SecurityGroups(Network network, Output<String> vpcId, VpcEndpoint storage, VpcEndpoint tables) {
    this.network = network;
    loadBalancer = group("alb", "Players reach the load balancer", vpcId);
    SecurityGroup tasks = group("tasks", "The load balancer reaches the servers", vpcId);
    fileSystem = group("efs", "The network reaches the file system", vpcId);
    worldFiles =
        group("world-files", "Work on files reaches the file system S3 and DynamoDB", vpcId);

    make("alb-http", ingress(loadBalancer, HTTP).cidrIpv4(ANYWHERE));
    make("alb-https", ingress(loadBalancer, HTTPS).cidrIpv4(ANYWHERE));
    make("alb-out", everything(loadBalancer));

    make("tasks-foundry", ingress(tasks, FOUNDRY).referencedSecurityGroupId(loadBalancer.id()));
    make("tasks-efs", egress(tasks, "tcp", NFS).referencedSecurityGroupId(fileSystem.id()));
    make("tasks-https", egress(tasks, "tcp", HTTPS).cidrIpv4(ANYWHERE));
    make("tasks-http", egress(tasks, "tcp", HTTP).cidrIpv4(ANYWHERE));
    make("tasks-dns-tcp", egress(tasks, "tcp", DNS).cidrIpv4(ANYWHERE));
    make("tasks-dns-udp", egress(tasks, "udp", DNS).cidrIpv4(ANYWHERE));

    make(
        "world-files-efs",
        egress(worldFiles, "tcp", NFS).referencedSecurityGroupId(fileSystem.id()));
    make("world-files-s3", egress(worldFiles, "tcp", HTTPS).prefixListId(storage.prefixListId()));
    make(
        "world-files-dynamodb",
        egress(worldFiles, "tcp", HTTPS).prefixListId(tables.prefixListId()));

    make("efs-nfs", ingress(fileSystem, NFS).cidrIpv4(VPC_CIDR));
    make("efs-out", everything(fileSystem));

    network.provide(Variable.TASK_SECURITY_GROUP_ID, tasks.id());
  }

  Output<String> loadBalancerId() {
    return loadBalancer.id();
  }

  Output<String> fileSystemId() {
    return fileSystem.id();
  }

  Output<String> worldFilesId() {
    return worldFiles.id();
  }

  private SecurityGroup group(String kind, String description, Output<String> vpcId) {
    String name = Layer.named(kind);
    return new SecurityGroup(
        name,
        SecurityGroupArgs.builder()
            .name(name)
            .description(description)
            .vpcId(vpcId)
            .tags(network.tags(name))
            .build(),
        network.child());
  }

  private static SecurityGroupEgressRuleArgs.Builder everything(SecurityGroup group) {
    return SecurityGroupEgressRuleArgs.builder()
        .securityGroupId(group.id())
        .ipProtocol("-1")
        .cidrIpv4(ANYWHERE);
  }

  private static SecurityGroupIngressRuleArgs.Builder ingress(SecurityGroup group, int port) {
    return SecurityGroupIngressRuleArgs.builder()
        .securityGroupId(group.id())
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port);
  }

  private static SecurityGroupEgressRuleArgs.Builder egress(
      SecurityGroup group, String protocol, int port) {
    return SecurityGroupEgressRuleArgs.builder()
        .securityGroupId(group.id())
        .ipProtocol(protocol)
        .fromPort(port)
        .toPort(port);
  }

  private void make(String kind, SecurityGroupIngressRuleArgs.Builder rule) {
    String name = Layer.named(kind);
    new SecurityGroupIngressRule(name, rule.tags(network.tags(name)).build(), network.child());
  }

  private void make(String kind, SecurityGroupEgressRuleArgs.Builder rule) {
    String name = Layer.named(kind);
    new SecurityGroupEgressRule(name, rule.tags(network.tags(name)).build(), network.child());
  }
}
