/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.backup.Plan;
import com.pulumi.aws.backup.PlanArgs;
import com.pulumi.aws.backup.Selection;
import com.pulumi.aws.backup.SelectionArgs;
import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.backup.VaultArgs;
import com.pulumi.aws.backup.inputs.PlanRuleArgs;
import com.pulumi.aws.backup.inputs.PlanRuleLifecycleArgs;
import com.pulumi.aws.efs.AccessPoint;
import com.pulumi.aws.efs.AccessPointArgs;
import com.pulumi.aws.efs.FileSystem;
import com.pulumi.aws.efs.FileSystemArgs;
import com.pulumi.aws.efs.FileSystemPolicy;
import com.pulumi.aws.efs.FileSystemPolicyArgs;
import com.pulumi.aws.efs.MountTarget;
import com.pulumi.aws.efs.MountTargetArgs;
import com.pulumi.aws.efs.inputs.AccessPointPosixUserArgs;
import com.pulumi.aws.efs.inputs.AccessPointRootDirectoryArgs;
import com.pulumi.aws.efs.inputs.AccessPointRootDirectoryCreationInfoArgs;
import com.pulumi.aws.efs.inputs.FileSystemLifecyclePolicyArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyDocument;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import java.util.List;

/** The file system of all tenants, its access policy and its daily backup. */
final class Storage extends Layer {
  /** The user and group of all files, and of the image. */
  private static final int OWNER = ServerSettings.POSIX_USER;

  private final FileSystem fileSystem;

  Storage(Settings settings, Output<Place> place, Network network) {
    super("Storage", settings);
    fileSystem =
        new FileSystem(
            named("efs"),
            FileSystemArgs.builder()
                .performanceMode("generalPurpose")
                .throughputMode("bursting")
                .encrypted(true)
                .lifecyclePolicies(
                    FileSystemLifecyclePolicyArgs.builder().transitionToIa("AFTER_30_DAYS").build(),
                    FileSystemLifecyclePolicyArgs.builder()
                        .transitionToPrimaryStorageClass("AFTER_1_ACCESS")
                        .build())
                .tags(tags(named("efs")))
                .build(),
            keptChild());
    mountTargets(network);
    new FileSystemPolicy(
        named("efs"),
        FileSystemPolicyArgs.builder()
            .fileSystemId(fileSystem.id())
            .policy(
                Output.tuple(place, fileSystem.arn())
                    .applyValue(both -> TaskPolicies.ofFileSystem(both.t1, both.t2).json()))
            .build(),
        child());
    provide(Variable.FILE_SYSTEM_ID, fileSystem.id());
    provide(Variable.CACHE_ACCESS_POINT_ID, cacheAccessPoint().id());
    backUp(place);
    done();
  }

  Output<String> fileSystemArn() {
    return fileSystem.arn();
  }

  private void mountTargets(Network network) {
    List<Output<String>> subnets = network.privateSubnetIds();
    for (int zone = 0; zone < subnets.size(); zone++) {
      new MountTarget(
          named("efs-mount-" + (zone + 1)),
          MountTargetArgs.builder()
              .fileSystemId(fileSystem.id())
              .subnetId(subnets.get(zone))
              .securityGroups(Output.all(network.securityGroups().fileSystemId()))
              .build(),
          child());
    }
  }

  /** The CONTAINER_CACHE of all servers: only the first start of a version downloads it. */
  private AccessPoint cacheAccessPoint() {
    return new AccessPoint(
        named("cache"),
        AccessPointArgs.builder()
            .fileSystemId(fileSystem.id())
            .posixUser(AccessPointPosixUserArgs.builder().uid(OWNER).gid(OWNER).build())
            .rootDirectory(
                AccessPointRootDirectoryArgs.builder()
                    .path("/foundry-cache")
                    .creationInfo(
                        AccessPointRootDirectoryCreationInfoArgs.builder()
                            .ownerUid(OWNER)
                            .ownerGid(OWNER)
                            .permissions("0750")
                            .build())
                    .build())
            .tags(tags(named("cache")))
            .build(),
        child());
  }

  private void backUp(Output<Place> place) {
    Vault vault =
        new Vault(
            named("backups"),
            VaultArgs.builder()
                .name(named("backups"))
                .forceDestroy(settings().development())
                .tags(tags(named("backups")))
                .build(),
            keptChild());
    Plan plan =
        new Plan(
            named("daily"),
            PlanArgs.builder()
                .name(named("daily"))
                .rules(
                    PlanRuleArgs.builder()
                        .ruleName("daily")
                        .targetVaultName(vault.name())
                        .schedule("cron(0 4 * * ? *)")
                        .lifecycle(PlanRuleLifecycleArgs.builder().deleteAfter(14).build())
                        .build())
                .tags(tags(named("daily")))
                .build(),
            child());
    String trust = PolicyDocument.trustOf("backup.amazonaws.com").json();
    Role role = role("backup", RoleArgs.builder().assumeRolePolicy(trust));
    String policy = "service-role/AWSBackupServiceRolePolicyForBackup";
    RolePolicyAttachment allowed =
        attach("backup", role, place.applyValue(where -> where.managedPolicyArn(policy)));
    new Selection(
        named("efs"),
        SelectionArgs.builder()
            .name(named("efs"))
            .planId(plan.id())
            .iamRoleArn(role.arn())
            .resources(Output.all(fileSystem.arn()))
            .build(),
        childAfter(allowed));
  }
}
