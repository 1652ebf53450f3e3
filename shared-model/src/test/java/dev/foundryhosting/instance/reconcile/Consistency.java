/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.InMemoryWorldFiles.Folder;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** What holds of the only user of a world when nothing moves any more. */
final class Consistency {
  private Consistency() {}

  /** Fails unless the cloud is what the user's record says, no more and no less. */
  static void assertHolds(PlatformFixture world, UserId user) {
    Optional<Instance> instance = world.store.find(user).filter(i -> !i.gone());
    int tasks = world.tasks.live(user).size();
    boolean runs = instance.filter(i -> i.status() == Status.RUNNING).isPresent();
    assertThat(tasks).as("tasks").isEqualTo(runs ? 1 : 0);
    assertThat(world.routes.of(user)).as("routes").hasSize(runs ? 2 : 0);
    assertThat(world.store.find(LicenseId.ofOwner(user)).flatMap(License::run).isPresent())
        .as("licence in use")
        .isEqualTo(runs);
    assertThat(world.worldFiles.folder(user).flatMap(Folder::license).isPresent())
        .as("licence in the folder")
        .isEqualTo(runs);
    Bills.assertPaid(world, user);
    Invariants.assertClaimsAreHeld(world);
    instance.ifPresent(found -> assertStands(world, found));
  }

  private static void assertStands(PlatformFixture world, Instance instance) {
    UserId user = instance.userId();
    assertThat(world.accessPoints.of(user)).as("access points").hasSize(1);
    assertThat(world.buckets.of(user)).as("buckets").hasSize(1);
    assertThat(world.assetUsers.of(user)).as("IAM users").hasSize(1);
    assertThat(world.hostNames.all()).as("host names").hasSize(1);
    assertThat(world.tasks.activeDefinitions(user)).as("definitions").hasSizeLessThanOrEqualTo(1);
    UserSecret secret = world.secrets.find(user).orElseThrow().secret();
    assertThat(secret.get(UserSecret.Field.ASSETS_ACCESS_KEY_ID))
        .as("access key")
        .isEqualTo(
            world.assetUsers.keyOf(world.names.assetUser(user)).map(AssetUsers.AccessKey::id));
    assertThat(instance.reconcileStatus().lease()).as("lease").isEmpty();
  }
}
