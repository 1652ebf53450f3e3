/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A layer of the platform: the parent of its resources. */
abstract class Layer extends ComponentResource {
  private final Settings settings;
  private final Map<Variable, Output<String>> variables = new EnumMap<>(Variable.class);

  Layer(String name, Settings settings) {
    super(
        "foundry-hosting:infrastructure:" + name, PolicyScope.named(name.toLowerCase(Locale.ROOT)));
    this.settings = settings;
  }

  final Settings settings() {
    return settings;
  }

  /** The functions' variables that tell of this layer. */
  final Map<Variable, Output<String>> variables() {
    return variables;
  }

  final void provide(Variable variable, Output<String> value) {
    variables.put(variable, value);
  }

  final CustomResourceOptions child() {
    return CustomResourceOptions.builder().parent(this).build();
  }

  final CustomResourceOptions childAfter(Resource... others) {
    return CustomResourceOptions.builder().parent(this).dependsOn(others).build();
  }

  /** A child that holds users' data: Pulumi refuses to delete it. */
  final CustomResourceOptions keptChild() {
    return CustomResourceOptions.builder().parent(this).protect(settings.keepsData()).build();
  }

  /**
   * The tags of a resource of the stack. They differ from {@code platform.Tags}: functions may
   * delete what carries those.
   */
  final Map<String, String> tags(String name) {
    return Map.of("Name", name, "foundry-hosting:stack", settings.stack());
  }

  final LogGroup logGroup(String name, String groupName, int days) {
    return new LogGroup(
        name,
        LogGroupArgs.builder().name(groupName).retentionInDays(days).tags(tags(name)).build(),
        child());
  }

  final Role role(String kind, RoleArgs.Builder args) {
    String name = named(kind);
    return new Role(name, args.name(name).tags(tags(name)).build(), child());
  }

  final RolePolicyAttachment attach(String kind, Role role, Output<String> policyArn) {
    return new RolePolicyAttachment(
        named(kind),
        RolePolicyAttachmentArgs.builder().role(role.name()).policyArn(policyArn).build(),
        child());
  }

  static String named(String suffix) {
    return PolicyScope.named(suffix);
  }

  final void done() {
    registerOutputs(Map.<String, Output<?>>of());
  }
}
