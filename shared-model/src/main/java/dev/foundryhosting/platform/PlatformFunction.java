/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static dev.foundryhosting.platform.Variable.*;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The platform's functions and the environment of each: the infrastructure sets what the function
 * reads. {@code AWS_ENDPOINT_URL} and {@code PLATFORM_CLOCK_OFFSET} are in no list, since they are
 * set only where AWS is emulated.
 */
public enum PlatformFunction {
  /** Serves every request of a person. */
  INSTANCE_MANAGEMENT(
      reconciling(
          MAX_OPEN_SESSIONS,
          MAX_BORROWED_HOURS,
          SUPPORTER_CREDITS,
          PORTAL_SECRET_ARN,
          ARCHIVE_BUCKET_NAME,
          SERVER_URL_TEMPLATE,
          RELEASE_SECRET_ARN)),
  /** Handles ECS task state changes and wake-ups. */
  TASK_EVENTS(reconciling()),
  /** The sweep: stops empty servers and repairs stuck ones. */
  AUTO_SHUTDOWN(reconciling(FOUNDRY_PROBE_URL_TEMPLATE)),
  /** Prepares the sessions that are due. */
  SESSION_PREP(reconciling()),
  /** Does the jobs on users' files. */
  WORLD_FILES(List.of(AWS_REGION, INSTANCE_TABLE_NAME, USER_FILES_ROOT, ARCHIVE_BUCKET_NAME)),
  /** Books donations. */
  KOFI_WEBHOOK(List.of(AWS_REGION, USAGE_TABLE_NAME, KOFI_SECRET_ARN, PLATFORM_CURRENCY)),
  /** Answers Discord's interactions. */
  DISCORD_BOT(
      List.of(
          AWS_REGION,
          BOT_CONFIG_TABLE_NAME,
          DISCORD_SECRET_ARN,
          DISCORD_API_BASE_URL,
          INSTANCE_MANAGEMENT_FUNCTION_NAME,
          DOMAIN_NAME,
          SERVER_URL_TEMPLATE,
          KOFI_URL,
          PRICE_VCPU_HOUR,
          PRICE_GB_HOUR,
          PLATFORM_CURRENCY));

  private static final String PREFIX = "foundry-hosting-";

  // Made by List.of and Stream.toList, which are immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Variable> variables;

  PlatformFunction(List<Variable> variables) {
    this.variables = variables;
  }

  /** Every variable that the function may read where AWS is not emulated, each once. */
  public List<Variable> variables() {
    return variables;
  }

  /** The name of the function's module, such as {@code instance-management}. */
  public String moduleName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name under which Lambda knows it, without a qualifier. */
  public String functionName() {
    return PREFIX + moduleName();
  }

  /** The tables that the function works on: those whose names are in its environment. */
  public List<TableSchema> tables() {
    return TableSchema.ALL.stream().filter(table -> variables.contains(table.variable())).toList();
  }

  /** A pass may make, change or remove anything of a user, and books what it ends. */
  private static List<Variable> reconciling(Variable... more) {
    return Stream.concat(
            Stream.of(
                AWS_REGION,
                INSTANCE_TABLE_NAME,
                LICENSE_POOL_TABLE_NAME,
                SCHEDULED_SESSIONS_TABLE_NAME,
                LICENSE_RESERVATIONS_TABLE_NAME,
                USAGE_TABLE_NAME,
                CLUSTER_NAME,
                FILE_SYSTEM_ID,
                CACHE_ACCESS_POINT_ID,
                VPC_ID,
                TASK_SUBNET_IDS,
                TASK_SECURITY_GROUP_ID,
                TASK_ASSIGN_PUBLIC_IP,
                TASK_ROLE_ARN,
                EXECUTION_ROLE_ARN,
                TASK_LOG_GROUP_NAME,
                ALB_HTTPS_LISTENER_ARN,
                ALB_DNS_NAME,
                ALB_ZONE_ID,
                ROUTE53_HOSTED_ZONE_ID,
                DOMAIN_NAME,
                USER_PERMISSIONS_BOUNDARY_ARN,
                FOUNDRY_IMAGE,
                FOUNDRY_DEFAULT_VERSION,
                STABLE_HOSTNAME,
                WAKEUP_QUEUE_URL,
                WORLD_FILES_FUNCTION_NAME,
                PRICE_VCPU_HOUR,
                PRICE_GB_HOUR,
                PLATFORM_CURRENCY,
                MONTHLY_SPENDING_CAP),
            Stream.of(more))
        .toList();
  }
}
