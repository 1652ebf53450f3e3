/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;

/** Looks for what a user left behind in the cloud. */
final class ResidueCheck {
  private ResidueCheck() {}

  /** Fails unless nothing of a user stands; a secret may wait for its recovery window to pass. */
  static void assertNone(PlatformFixture world, UserId user) {
    assertThat(world.tasks.live(user)).as("tasks").isEmpty();
    assertThat(world.tasks.activeDefinitions(user)).as("task definitions").isEmpty();
    assertThat(world.worldFiles.folder(user)).as("files").isEmpty();
    assertThat(world.fileJobs.find(user)).as("job").isEmpty();
    LicenseId license = LicenseId.ofOwner(user);
    if (world.store.find(license).isEmpty()) {
      assertThat(world.worldFiles.kept()).as("signed licence").doesNotContain(license);
    }
    assertThat(world.accessPoints.of(user)).as("access points").isEmpty();
    assertThat(world.buckets.of(user)).as("buckets").isEmpty();
    assertThat(world.assetUsers.of(user)).as("IAM users").isEmpty();
    assertThat(world.routes.of(user)).as("routes").isEmpty();
    assertThat(world.hostNames.all()).as("host names").isEmpty();
    assertThat(world.store.allSubdomains().values()).as("claims on names").doesNotContain(user);
    assertThat(world.secrets.find(user)).as("usable secrets").isEmpty();
  }
}
