/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.List;

/**
 * Where and how servers run: the parts of the stack that a task refers to.
 *
 * @param cacheAccessPointId the access point of the release cache
 * @param subnetIds of the tasks' network interfaces
 * @param publicIp whether tasks get a public address (they need one where there is no NAT)
 * @param taskRoleArn what a tenant's container may do
 * @param executionRoleArn what ECS may do to start it: pull, log, read its secrets
 * @param image without its tag
 * @param defaultVersion the tag of the image that can be fetched for certain
 * @param stableHostname whether Foundry sees one host name for each licence instead of its task's
 */
public record ServerSettings(
    String region,
    String domain,
    String cluster,
    String fileSystemId,
    String cacheAccessPointId,
    List<String> subnetIds,
    String securityGroupId,
    boolean publicIp,
    String taskRoleArn,
    String executionRoleArn,
    String logGroup,
    String image,
    String defaultVersion,
    boolean stableHostname) {

  /** Where Foundry listens in its task. */
  public static final int PORT = 30000;

  /** The uid and gid that every access to a user's files is made with. */
  public static final int POSIX_USER = 1000;

  public static ServerSettings from(Environment environment) {
    return new ServerSettings(
        environment.get(Variable.AWS_REGION),
        environment.get(Variable.DOMAIN_NAME),
        environment.get(Variable.CLUSTER_NAME),
        environment.get(Variable.FILE_SYSTEM_ID),
        environment.get(Variable.CACHE_ACCESS_POINT_ID),
        environment.list(Variable.TASK_SUBNET_IDS),
        environment.get(Variable.TASK_SECURITY_GROUP_ID),
        environment.get(Variable.TASK_ASSIGN_PUBLIC_IP).equals("ENABLED"),
        environment.get(Variable.TASK_ROLE_ARN),
        environment.get(Variable.EXECUTION_ROLE_ARN),
        environment.get(Variable.TASK_LOG_GROUP_NAME),
        environment.get(Variable.FOUNDRY_IMAGE),
        environment.get(Variable.FOUNDRY_DEFAULT_VERSION),
        environment.get(Variable.STABLE_HOSTNAME).equals("true"));
  }
}
