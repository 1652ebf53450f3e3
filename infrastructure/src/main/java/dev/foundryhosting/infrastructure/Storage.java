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
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * The file system of all tenants, its access policy and its daily backup; the archive of their save
 * points.
 */
final class Storage extends Layer {
  /** The user and group of all files, and of the image. */
  private static final int OWNER = ServerSettings.POSIX_USER;

  /** The parent of the users' folders, as the access points of users have it. */
  private static final String FILES_ROOT = ResourceNames.FILES_ROOT.replaceFirst("/$", "");

  private final FileSystem fileSystem;
  private final FileMount files;

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
    List<MountTarget> targets = mountTargets(network);
    files =
        new FileMount(
            accessPoint("files", FILES_ROOT),
            targets,
            Output.all(network.privateSubnetIds()),
            network.securityGroups().worldFilesId());
    new FileSystemPolicy(
        named("efs"),
        FileSystemPolicyArgs.builder()
            .fileSystemId(fileSystem.id())
            .policy(
                Output.tuple(place, fileSystem.arn(), files.accessPoint().arn())
                    .applyValue(all -> TaskPolicies.ofFileSystem(all.t1, all.t2, all.t3).json()))
            .build(),
        child());
    // world-files lists and clears it; servers read it, and a download alone writes it.
    AccessPoint cache = accessPoint("cache", ResourceNames.FILES_ROOT + ResourceNames.RELEASES);
    provide(Variable.FILE_SYSTEM_ID, fileSystem.id());
    provide(Variable.CACHE_ACCESS_POINT_ID, cache.id());
    provide(Variable.USER_FILES_ROOT, Output.of(FileMount.PATH));
    provide(Variable.ARCHIVE_BUCKET_NAME, new Archive(this, place).name());
    backUp(place);
    done();
  }

  Output<String> fileSystemArn() {
    return fileSystem.arn();
  }

  /** The users' files, for the one function that works on them. */
  FileMount files() {
    return files;
  }

  private List<MountTarget> mountTargets(Network network) {
    List<Output<String>> subnets = network.privateSubnetIds();
    List<MountTarget> targets = new ArrayList<>();
    for (int zone = 0; zone < subnets.size(); zone++) {
      targets.add(
          new MountTarget(
              named("efs-mount-" + (zone + 1)),
              MountTargetArgs.builder()
                  .fileSystemId(fileSystem.id())
                  .subnetId(subnets.get(zone))
                  .securityGroups(Output.all(network.securityGroups().fileSystemId()))
                  .build(),
              child()));
    }
    return targets;
  }

  private AccessPoint accessPoint(String kind, String path) {
    return new AccessPoint(
        named(kind),
        AccessPointArgs.builder()
            .fileSystemId(fileSystem.id())
            .posixUser(AccessPointPosixUserArgs.builder().uid(OWNER).gid(OWNER).build())
            .rootDirectory(
                AccessPointRootDirectoryArgs.builder()
                    .path(path)
                    .creationInfo(
                        AccessPointRootDirectoryCreationInfoArgs.builder()
                            .ownerUid(OWNER)
                            .ownerGid(OWNER)
                            .permissions("0750")
                            .build())
                    .build())
            .tags(tags(named(kind)))
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
