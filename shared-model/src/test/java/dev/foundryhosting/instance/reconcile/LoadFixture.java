/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.port.InMemoryRoutes;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Many servers at once, all of them ready for players and due for a look. */
public final class LoadFixture {
  private LoadFixture() {}

  /** A world whose load balancer takes so many. */
  public static PlatformFixture world(int servers) {
    return new PlatformFixture(new InMemoryRoutes(servers));
  }

  /**
   * Makes servers run in a world.
   *
   * @param store where their records lie
   * @return their users; the subdomain of each is {@code name-<user>}
   */
  public static List<UserId> run(PlatformFixture world, Instances store, int servers) {
    List<UserId> users = IntStream.range(0, servers).mapToObj(i -> new UserId("u" + i)).toList();
    InParallel.each(users, 8, user -> run(world, store, user));
    return users;
  }

  private static Instance run(PlatformFixture world, Instances store, UserId user) {
    Instance made = Servers.running(user, LicenseId.ofOwner(user), Optional.empty());
    Run run = made.run().orElseThrow();
    TaskDefinition definition =
        world.tasks.ensureServerDefinition(
            made, InstanceSamples.usableLicense(user, SharingState.PRIVATE));
    String arn = world.tasks.run(definition.arn(), run.runId(), user).taskArn();
    String address =
        "10.0.%d.%d".formatted(user.hashCode() & 127, 1 + (user.hashCode() >> 7 & 127));
    Route route =
        world
            .routes
            .openForChecks(user, made.profile().subdomain().hostIn(world.names.domain()))
            .orThrow();
    world.routes.register(route, address);
    world.routes.openForPlayers(route, made.profile().subdomain().hostIn(world.names.domain()));
    Instance running =
        made.with(run.observed(world.tasks.runs(arn, address)).routedBy(route).withTarget())
            .in(Phase.READY, world.clock.instant())
            .withOutbox(List.of())
            .with(ReconcileStatus.none().checkAt(Optional.of(world.clock.instant())));
    return ((Instances.Created.Done) store.create(running, Optional.empty())).instance();
  }

  /** So many servers that stand still. */
  public static List<Instance> stopped(int from, int servers) {
    return IntStream.range(from, from + servers)
        .mapToObj(i -> new UserId("s" + i))
        .map(user -> Servers.running(user, LicenseId.ofOwner(user), Optional.empty()))
        .map(Servers::stopped)
        .map(stopped -> stopped.withOutbox(List.of()).with(ReconcileStatus.none()).written(3))
        .toList();
  }
}
