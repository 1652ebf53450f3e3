/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import dev.foundryhosting.infrastructure.policy.FunctionPolicies;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyDocument;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.infrastructure.policy.Statement;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The policies of a stack in Frankfurt. */
final class PolicySamples {
  static final Place PLACE = Place.of(Provider.REGION, Provider.ACCOUNT);

  static final PolicyScope SCOPE =
      new PolicyScope(
          PLACE,
          Declarations.DOMAIN,
          Declarations.ZONE,
          PLACE.arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
          PLACE.arn("elasticfilesystem", "access-point/fsap-0123456789abcdef0"),
          PLACE.arn(
              "elasticloadbalancing",
              "listener/app/foundry-hosting-alb/0123456789abcdef/fedcba9876543210"),
          PLACE.arn("secretsmanager", "secret:foundry-hosting-discord-AbCdEf"),
          PLACE.arn("secretsmanager", "secret:foundry-hosting-kofi-AbCdEf"),
          PLACE.arn("secretsmanager", "secret:foundry-hosting-portal-AbCdEf"),
          Optional.of("live"));

  private PolicySamples() {}

  /** The policies of roles and users, by a name for each. */
  static Map<String, PolicyDocument> ofIdentities() {
    Map<String, PolicyDocument> policies = new TreeMap<>();
    for (PlatformFunction function : PlatformFunction.values()) {
      policies.put(function.moduleName(), of(function));
    }
    policies.put("task", TaskPolicies.ofTask(SCOPE));
    policies.put("task-execution", TaskPolicies.ofExecution(SCOPE));
    policies.put("image", TaskPolicies.ofImageCache(SCOPE, "foundry-hosting/felddy/foundryvtt"));
    policies.put("tenant-boundary", TaskPolicies.tenantBoundary(SCOPE));
    return policies;
  }

  /** All statements of a function's role. */
  static PolicyDocument of(PlatformFunction function) {
    List<Statement> statements =
        new ArrayList<>(FunctionPolicies.ofItself(function, SCOPE).statements());
    if (FunctionPolicies.RECONCILING.contains(function)) {
      statements.addAll(FunctionPolicies.shared(SCOPE).statements());
    }
    return new PolicyDocument(statements);
  }
}
