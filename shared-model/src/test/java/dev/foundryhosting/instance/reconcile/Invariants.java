/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.InMemoryWorldFiles.Folder;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold in a world of many users: at any instant, and when all has settled. */
public final class Invariants {
  private Invariants() {}

  /** Fails unless the rules hold that know no exception, whatever is going on. */
  public static void assertHold(PlatformFixture world) {
    List<TaskObservation> servers = world.tasks.live();
    assertThat(count(servers, task -> world.tasks.workloadOf(task.taskArn()).user()))
        .as("tasks of one user")
        .allSatisfy((user, tasks) -> assertThat(tasks).isEqualTo(1));
    assertThat(count(servers, task -> licenseSecret(world, task)))
        .as("servers on one licence")
        .allSatisfy((secret, tasks) -> assertThat(tasks).isEqualTo(1));
    assertThat(servers).allSatisfy(task -> assertHoldsItsLicence(world, task));
    assertThat(world.store.allLicenses())
        .allSatisfy(license -> assertClaimIsOfARun(world, license));
    assertNamesAreOwned(world);
    assertClaimsAreHeld(world);
    assertThat(count(servers, task -> licenseKey(world, task)))
        .as("servers on one licence key")
        .allSatisfy((key, tasks) -> assertThat(tasks).isEqualTo(1));
  }

  /** Fails unless each claim on a credential is held by its user's licence, and each is claimed. */
  static void assertClaimsAreHeld(PlatformFixture world) {
    Map<CredentialClaim, UserId> held = new HashMap<>();
    for (License license : world.store.allLicenses()) {
      license.claims().held().forEach(claim -> held.put(claim, license.ownerId()));
    }
    assertThat(world.store.allClaims()).as("claims on credentials").isEqualTo(held);
  }

  /** Fails unless a user who has no server left nothing, and one who has one has it whole. */
  public static void assertSettled(PlatformFixture world, UserId user) {
    Optional<Instance> instance = world.store.find(user).filter(i -> !i.gone());
    boolean runs = instance.filter(i -> i.status() == Status.RUNNING).isPresent();
    int one = instance.isPresent() ? 1 : 0;
    Bills.assertPaid(world, user);
    assertThat(world.tasks.live(user)).as("tasks").hasSize(runs ? 1 : 0);
    assertThat(world.routes.of(user)).as("routes").hasSize(runs ? 2 : 0);
    assertThat(world.accessPoints.of(user)).as("access points").hasSize(one);
    assertThat(world.buckets.of(user)).as("buckets").hasSize(one);
    assertThat(world.assetUsers.of(user)).as("IAM users").hasSize(one);
    assertThat(world.tasks.activeDefinitions(user)).as("definitions").hasSizeLessThanOrEqualTo(one);
    assertThat(world.store.allSubdomains().values().stream().filter(user::equals))
        .as("names")
        .hasSize(one);
    assertThat(world.worldFiles.folder(user).flatMap(Folder::license).isPresent())
        .as("licence in the folder of %s", user)
        .isEqualTo(runs);
    instance.ifPresent(
        found -> assertThat(found.reconcileStatus().lease()).as("lease of %s", user).isEmpty());
    Optional<License> license = world.store.find(LicenseId.ofOwner(user));
    license
        .filter(own -> instance.flatMap(i -> i.profile().ownLicense()).isPresent())
        .ifPresent(
            own -> {
              assertThat(own.claims().stored()).as("credentials of %s are stored", user).isTrue();
              assertThat(own.claims().held())
                  .as("claims of %s on credentials", user)
                  .isEqualTo(own.claims().current());
            });
    assertThat(license.flatMap(License::run).isPresent()).as("licence in use").isEqualTo(runs);
    if (instance.isEmpty()) {
      assertOnlyTheLicenceIsKept(world, user, license);
    }
  }

  /** A licence without its credentials is of no use, and so are credentials without a licence. */
  private static void assertOnlyTheLicenceIsKept(
      PlatformFixture world, UserId user, Optional<License> license) {
    assertThat(world.secrets.find(user).map(UserSecrets.Stored::arn))
        .as("secret of the kept licence")
        .isEqualTo(license.flatMap(kept -> kept.credentials().secretArn()));
    if (license.isPresent()) {
      // Without its tombstone nobody could delete the user any more.
      assertThat(world.store.find(user)).as("tombstone beside a kept licence").isPresent();
      assertThat(world.store.expiry(user)).as("expiry beside a kept licence").isEmpty();
    } else if (world.store.find(user).isPresent()) {
      assertThat(world.store.expiry(user)).as("expiry of the tombstone").isPresent();
    }
  }

  /** Whosever licence it is: the run has claimed it, and the task refers to its credentials. */
  private static void assertHoldsItsLicence(PlatformFixture world, TaskObservation task) {
    UserId user = world.tasks.workloadOf(task.taskArn()).user();
    String token = world.tasks.tokenOf(task.taskArn());
    Optional<Run> run = world.store.find(user).flatMap(Instance::run);
    assertThat(run.map(Run::runId))
        .as("the run of %s, whose task %s lives", user, task.taskArn())
        .contains(token);
    Optional<License> license = run.map(Run::licenseId).flatMap(world.store::find);
    assertThat(license.flatMap(License::run))
        .as("who holds the licence of %s, whose task %s lives", user, task.taskArn())
        .hasValueSatisfying(
            claim -> {
              assertThat(claim.runId()).isEqualTo(token);
              assertThat(claim.user()).isEqualTo(user);
            });
    assertThat(license.flatMap(held -> held.credentials().secretArn()))
        .as("the secret to which the task of %s refers", user)
        .contains(licenseSecret(world, task));
    assertThat(world.worldFiles.folder(user).flatMap(Folder::license))
        .as("the licence for which the folder of %s is prepared, whose task lives", user)
        .isEqualTo(run.map(Run::licenseId));
  }

  private static void assertClaimIsOfARun(PlatformFixture world, License license) {
    license
        .run()
        .ifPresent(
            claim ->
                assertThat(world.store.find(claim.user()).flatMap(Instance::run).map(Run::runId))
                    .as("the run of %s, who holds %s", claim.user(), license.licenseId())
                    .contains(claim.runId()));
  }

  private static void assertNamesAreOwned(PlatformFixture world) {
    Map<Subdomain, UserId> owners = world.store.allSubdomains();
    world.store.allInstances().stream()
        .filter(instance -> !instance.gone())
        .filter(instance -> instance.teardown().isEmpty())
        .forEach(
            instance ->
                assertThat(owners)
                    .containsEntry(instance.profile().subdomain(), instance.userId()));
    assertThat(world.hostNames.all())
        .as("host names that nobody owns")
        .isSubsetOf(
            owners.keySet().stream().map(name -> name.hostIn(PlatformFixture.DOMAIN)).toList());
  }

  private static String licenseSecret(PlatformFixture world, TaskObservation task) {
    return world.tasks.workloadOf(task.taskArn()).licenseSecret();
  }

  private static String licenseKey(PlatformFixture world, TaskObservation task) {
    String arn = licenseSecret(world, task);
    return world.secrets.all().values().stream()
        .filter(held -> held.arn().equals(arn))
        .findFirst()
        .flatMap(held -> held.secret().get(UserSecret.Field.LICENSE_KEY))
        .orElse(arn);
  }

  private static <K> Map<K, Long> count(
      List<TaskObservation> tasks, Function<TaskObservation, K> by) {
    return tasks.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }
}
