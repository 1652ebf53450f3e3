/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.instance.port.TaskInventoryContract;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Tag;

class EcsTaskInventoryTest extends TaskInventoryContract {
  private static final String CLUSTER = "servers";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final EcsClient ecs = cloud.clients().ecs();
  private final ServerSettings settings = cloud.network().servers(CLUSTER);
  private final EcsTasks tasks = new EcsTasks(cloud.clients(), settings);
  private final EcsTaskInventory living = new EcsTaskInventory(cloud.clients(), settings);

  EcsTaskInventoryTest() {
    ecs.createCluster(cluster -> cluster.clusterName(CLUSTER));
  }

  @Override
  protected Tasks tasks() {
    return tasks;
  }

  @Override
  protected TaskInventory living() {
    return living;
  }

  @Override
  protected void letStop(String taskArn) {
    cloud.moveTask(taskArn, Map.of("lastStatus", "STOPPED"));
  }

  static Stream<Map<String, String>> othersTags() {
    return Stream.of(
        Map.of(),
        Map.of(Tags.USER, "anna"),
        Map.of(Tags.MANAGED, "true"),
        Map.of(Tags.MANAGED, "false", Tags.USER, "anna"),
        Map.of(Tags.MANAGED, "true", Tags.USER, "not a user"));
  }

  @ParameterizedTest
  @MethodSource("othersTags")
  void whatDoesNotCarryBothTagsIsNotOurs(Map<String, String> tags) {
    run(tags);

    assertThat(living.list()).isEmpty();
  }

  @Test
  void whatSomebodyStartedByHandInOurNameHasNoToken() {
    run(Map.of(Tags.MANAGED, "true", Tags.USER, "anna"));

    assertThat(living.list()).singleElement().satisfies(task -> assertThat(task.token()).isEmpty());
  }

  private void run(Map<String, String> tags) {
    String definition = definition().arn();
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    ecs.runTask(
        task ->
            task.cluster(CLUSTER)
                .taskDefinition(definition)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(
                    network ->
                        network.awsvpcConfiguration(vpc -> vpc.subnets(settings.subnetIds())))
                .tags(all));
  }
}
