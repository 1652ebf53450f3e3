/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.platform.Tags;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.EFSAuthorizationConfigIAM;
import software.amazon.awssdk.services.ecs.model.EFSTransitEncryption;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;
import software.amazon.awssdk.services.ecs.model.Volume;

/** A {@link TaskSpec} as ECS wants it registered for Fargate on ARM64. */
final class TaskDefinitionRequest {

  private TaskDefinitionRequest() {}

  static RegisterTaskDefinitionRequest of(TaskSpec spec) {
    return RegisterTaskDefinitionRequest.builder()
        .family(spec.family())
        .requiresCompatibilities(Compatibility.FARGATE)
        .networkMode(NetworkMode.AWSVPC)
        .runtimePlatform(
            p -> p.cpuArchitecture(CPUArchitecture.ARM64).operatingSystemFamily(OSFamily.LINUX))
        .cpu(Integer.toString(spec.cpu()))
        .memory(Integer.toString(spec.memoryMiB()))
        .taskRoleArn(spec.taskRoleArn())
        .executionRoleArn(spec.executionRoleArn())
        .volumes(each(spec.volumes(), (name, id) -> volume(name, id, spec.fileSystemId())))
        .containerDefinitions(
            spec.containers().stream().map(container -> container(container, spec)).toList())
        .tags(
            AwsTags.of(
                spec.user(),
                Map.of(Tags.FINGERPRINT, spec.fingerprint()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static Volume volume(String name, String accessPointId, String fileSystemId) {
    return Volume.builder()
        .name(name)
        .efsVolumeConfiguration(
            efs ->
                efs.fileSystemId(fileSystemId)
                    .transitEncryption(EFSTransitEncryption.ENABLED)
                    .authorizationConfig(
                        a -> a.accessPointId(accessPointId).iam(EFSAuthorizationConfigIAM.ENABLED)))
        .build();
  }

  private static ContainerDefinition container(TaskSpec.Container container, TaskSpec spec) {
    ContainerDefinition.Builder definition =
        ContainerDefinition.builder()
            .name(container.name())
            .image(container.image())
            .essential(container.essential())
            .environment(
                each(
                    container.environment(),
                    (name, value) -> KeyValuePair.builder().name(name).value(value).build()))
            .secrets(
                each(
                    container.secrets(),
                    (name, field) ->
                        Secret.builder().name(name).valueFrom(field.valueFrom()).build()))
            .mountPoints(
                each(
                    container.mounts(),
                    (volume, path) -> mount(volume, path, container.readOnly().contains(volume))))
            .stopTimeout(container.stopTimeoutSeconds())
            .logConfiguration(
                logs ->
                    logs.logDriver(LogDriver.AWSLOGS)
                        .options(
                            Map.of(
                                "awslogs-group", spec.logGroup(),
                                "awslogs-region", spec.region(),
                                "awslogs-stream-prefix", spec.user().value())));
    List<String> command = container.command();
    if (!command.isEmpty()) {
      // Both, since an entry point of the image would take the command as its arguments.
      definition.entryPoint(command.getFirst()).command(command.subList(1, command.size()));
    }
    container
        .port()
        .ifPresent(
            port ->
                definition.portMappings(
                    PortMapping.builder()
                        .containerPort(port)
                        .protocol(TransportProtocol.TCP)
                        .build()));
    container.healthCheck().ifPresent(check -> definition.healthCheck(healthCheck(check)));
    container
        .after()
        .ifPresent(
            first ->
                definition.dependsOn(
                    ContainerDependency.builder()
                        .containerName(first)
                        .condition(ContainerCondition.SUCCESS)
                        .build()));
    return definition.build();
  }

  private static <V, T> List<T> each(Map<String, V> map, BiFunction<String, V, T> made) {
    return map.entrySet().stream()
        .map(entry -> made.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static MountPoint mount(String volume, String path, boolean readOnly) {
    return MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(readOnly).build();
  }

  private static HealthCheck healthCheck(String shellCommand) {
    return HealthCheck.builder()
        .command("CMD-SHELL", shellCommand)
        .interval(10)
        .timeout(5)
        .retries(3)
        // The longest that ECS allows: a first start downloads the release before it serves
        // anything.
        .startPeriod(300)
        .build();
  }
}
