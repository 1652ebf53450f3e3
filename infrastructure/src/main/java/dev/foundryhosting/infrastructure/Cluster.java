/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.ecs.ClusterArgs;
import com.pulumi.aws.ecs.inputs.ClusterSettingArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.Variable;

/** The cluster of the servers, their common log group, and where their image is cached. */
final class Cluster extends Layer {
  private static final int LOG_DAYS = 3;

  private final com.pulumi.aws.ecs.Cluster cluster;

  Cluster(Settings settings, Output<Place> place) {
    super("Cluster", settings);
    cluster =
        new com.pulumi.aws.ecs.Cluster(
            named("cluster"),
            ClusterArgs.builder()
                .name(named("cluster"))
                // Container Insights costs more than a small server does.
                .settings(
                    ClusterSettingArgs.builder()
                        .name("containerInsights")
                        .value("disabled")
                        .build())
                .tags(tags(named("cluster")))
                .build(),
            child());
    LogGroup log = logGroup(named("servers"), PolicyScope.SERVER_LOG_GROUP, LOG_DAYS);
    provide(Variable.CLUSTER_NAME, cluster.name());
    provide(Variable.TASK_LOG_GROUP_NAME, log.name());
    settings
        .cachedImage()
        .map(cached -> new ImageCache(this, cached, place))
        .ifPresent(cache -> provide(Variable.FOUNDRY_IMAGE, cache.image()));
    done();
  }

  Output<String> arn() {
    return cluster.arn();
  }
}
