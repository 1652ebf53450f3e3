/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.iam.Policy;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.foundryhosting.infrastructure.policy.FunctionPolicies;
import dev.foundryhosting.infrastructure.policy.PolicyDocument;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The roles of functions and tasks, and the permissions boundary of tenants' IAM users. */
final class Identity extends Layer {
  private final Output<PolicyScope> scope;
  private final Map<PlatformFunction, Role> roles = new EnumMap<>(PlatformFunction.class);
  private final Map<PlatformFunction, List<Resource>> permissions =
      new EnumMap<>(PlatformFunction.class);

  Identity(Settings settings, Output<PolicyScope> scope) {
    super("Identity", settings);
    this.scope = scope;
    Output<String> tasksTrust =
        scope.applyValue(where -> TaskPolicies.tasksTrust(where.place()).json());
    Role task = role("task", "What a tenant's container may do", tasksTrust);
    permit("task", task, TaskPolicies::ofTask);
    Role execution = role("task-execution", "What ECS does to start a server", tasksTrust);
    permit("task-execution", execution, TaskPolicies::ofExecution);
    settings
        .cachedImage()
        .ifPresent(
            cached ->
                permit(
                    "image",
                    execution,
                    where -> TaskPolicies.ofImageCache(where, cached.repository())));
    Optional.ofNullable(settings.variables().get(Variable.RELEASE_SECRET_ARN))
        .filter(secret -> !secret.isEmpty())
        .ifPresent(
            secret ->
                permit(
                    "release-account", execution, where -> TaskPolicies.ofReleaseAccount(secret)));
    attach(
        "task-execution",
        execution,
        scope.applyValue(
            where ->
                where.place().managedPolicyArn("service-role/AmazonECSTaskExecutionRolePolicy")));
    Policy boundary =
        policy(
            "tenant-boundary",
            "The most that a tenant's IAM user can do, whatever else allows it",
            TaskPolicies::tenantBoundary);
    Policy reconciling =
        policy(
            "reconciling",
            "What functions that reconcile do to what users own",
            FunctionPolicies::shared);
    for (PlatformFunction function : PlatformFunction.values()) {
      String kind = function.moduleName();
      Role role =
          role(
              kind,
              "The function " + kind,
              Output.of(PolicyDocument.trustOf("lambda.amazonaws.com").json()));
      roles.put(function, role);
      List<Resource> granted = new ArrayList<>();
      granted.add(permit(kind, role, where -> FunctionPolicies.ofItself(function, where)));
      if (FunctionPolicies.RECONCILING.contains(function)) {
        granted.add(attach(kind + "-reconciling", role, reconciling.arn()));
      }
      permissions.put(function, granted);
    }
    provide(Variable.TASK_ROLE_ARN, task.arn());
    provide(Variable.EXECUTION_ROLE_ARN, execution.arn());
    provide(Variable.USER_PERMISSIONS_BOUNDARY_ARN, boundary.arn());
    done();
  }

  Output<String> roleArn(PlatformFunction function) {
    return Objects.requireNonNull(roles.get(function)).arn();
  }

  /** A function needs them before its first run. */
  Resource[] permissionsOf(PlatformFunction function) {
    return Objects.requireNonNull(permissions.get(function)).toArray(Resource[]::new);
  }

  private Role role(String kind, String description, Output<String> trust) {
    return role(kind, RoleArgs.builder().description(description).assumeRolePolicy(trust));
  }

  private Policy policy(
      String kind, String description, Function<PolicyScope, PolicyDocument> document) {
    String name = named(kind);
    return new Policy(
        name,
        PolicyArgs.builder()
            .name(name)
            .description(description)
            .policy(scope.applyValue(where -> document.apply(where).json()))
            .tags(tags(name))
            .build(),
        child());
  }

  private RolePolicy permit(
      String kind, Role role, Function<PolicyScope, PolicyDocument> document) {
    return new RolePolicy(
        named(kind),
        RolePolicyArgs.builder()
            .name(named(kind))
            .role(role.name())
            .policy(scope.applyValue(where -> document.apply(where).json()))
            .build(),
        child());
  }
}
