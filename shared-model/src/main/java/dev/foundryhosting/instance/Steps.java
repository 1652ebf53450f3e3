package dev.foundryhosting.instance;

import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes one step for one instance: asks the world for something that can be asked twice, and says
 * what that makes of the record.
 */
final class Steps {
  /** So long may ECS not know a task that it just started. */
  private static final Duration TASK_APPEARS = Duration.ofMinutes(2);

  /** A slice of emptying a bucket; shorter than a lease, which is renewed between slices. */
  private static final Duration EMPTYING_SLICE = Duration.ofSeconds(20);

  private final Cloud cloud;
  private final ServerTask serverTask;
  private final ResourceNames names;
  private final Clock clock;

  Steps(Cloud cloud, ServerTask serverTask, ResourceNames names, Clock clock) {
    this.cloud = cloud;
    this.serverTask = serverTask;
    this.names = names;
    this.clock = clock;
  }

  /**
   * What a step made of the record.
   *
   * @param change applied to the record as it is then
   * @param again whether the step did only a part of its work
   */
  record Outcome(UnaryOperator<Instance> change, boolean again) {
    static Outcome of(UnaryOperator<Instance> change) {
      return new Outcome(change, false);
    }
  }

  Outcome take(Step step, Instance i, Optional<UserSecret> credentials, Deadline deadline) {
    return switch (step) {
      case ENSURE_ACCESS_POINT -> made(Resource.ACCESS_POINT, ensureHome(i));
      case ENSURE_BUCKET -> made(Resource.BUCKET, ensureBucket(i));
      case ENSURE_ASSET_USER -> made(Resource.ASSET_USER, ensureAssetUser(i));
      case STORE_SECRET -> made(Resource.SECRET, storeSecret(i, credentials));
      case ENSURE_ACCESS_KEY -> made(Resource.ACCESS_KEY, ensureAccessKey(i));
      case ENSURE_DNS_RECORD -> made(Resource.DNS_RECORD, ensureHostName(i));
      case LINK_LICENSE -> made(Resource.LICENSE_LINK, linkLicense(i));
      case REGISTER_DEFINITION -> registerDefinition(i);
      case RUN_TASK -> runTask(i);
      case OBSERVE_TASK -> observeTask(i);
      case OPEN_ROUTE_FOR_CHECKS -> openRouteForChecks(i);
      case REGISTER_TARGET -> registerTarget(i);
      case OPEN_ROUTE_FOR_PLAYERS -> openRouteForPlayers(i);
      case FIND_TASK -> findTask(i);
      case STOP_TASK -> stopTask(i);
      case REMOVE_ROUTE -> removeRoute(i);
      case RELEASE_LICENSE -> releaseLicense(i);
      case FINISH_RUN -> Outcome.of(now -> now.withoutRun(clock.instant()));
      case REMOVE_DNS_RECORD -> gone(step, () -> cloud.hostNames().remove(host(i)));
      case REMOVE_ASSET_USER ->
          gone(step, () -> cloud.assetUsers().remove(names.assetUser(i.userId())));
      case EMPTY_BUCKET -> emptyBucket(i, deadline);
      case REMOVE_BUCKET -> gone(step, () -> cloud.buckets().remove(names.bucket(i.userId())));
      case BEGIN_WIPE -> beginWipe();
      case ENSURE_WIPE_ACCESS_POINT -> ensureWipeAccessPoint(i);
      case REGISTER_WIPE_DEFINITION -> registerWipeDefinition(i);
      case RUN_WIPE_TASK -> runWipeTask(i);
      case OBSERVE_WIPE_TASK -> observeWipeTask(i);
      case REMOVE_ACCESS_POINTS -> gone(step, () -> cloud.accessPoints().removeAll(i.userId()));
      case REMOVE_DEFINITIONS -> gone(step, () -> removeDefinitions(i.userId()));
      case REMOVE_LICENSE -> removeLicense(i);
      case REMOVE_SECRET -> removeSecret(i);
      case FINISH_TEARDOWN -> throw new IllegalArgumentException("a pass ends with it by itself");
    };
  }

  // Creating.

  private String ensureHome(Instance i) {
    // The token holds the time of creation: an instance that is created anew gets a new one.
    String token =
        "home-" + i.profile().createdAt().toEpochMilli() + "-" + ResourceNames.slug(i.userId());
    return cloud
        .accessPoints()
        .ensure(
            new AccessPoints.Spec(
                i.userId(),
                names.filesRoot(i.userId()),
                ServerTask.POSIX_USER,
                "foundry-" + i.profile().subdomain(),
                token));
  }

  private String ensureBucket(Instance i) {
    String bucket = names.bucket(i.userId());
    cloud.buckets().ensure(new AssetBuckets.Spec(bucket, i.userId(), "https://" + host(i)));
    return bucket;
  }

  private String ensureAssetUser(Instance i) {
    String name = names.assetUser(i.userId());
    cloud.assetUsers().ensure(new AssetUsers.Spec(name, i.userId(), names.bucket(i.userId())));
    return name;
  }

  private String storeSecret(Instance i, Optional<UserSecret> credentials) {
    UserSecret fresh =
        credentials.orElseThrow(
            () -> new IllegalStateException("only the maker of an instance knows its credentials"));
    Optional<UserSecrets.Stored> before = cloud.secrets().recover(i.userId());
    if (before.isEmpty()) {
      return cloud
          .secrets()
          .create(i.userId(), fresh.with(UserSecret.Field.ADMIN_KEY, Tokens.draw(cloud.random())));
    }
    // The admin key of before holds on: the user's notes and the server's files know it. A pooled
    // user may own a licence that is lent; its credentials lie in the same secret.
    UserSecret stored = before.get().secret();
    UserSecret merged =
        i.profile().licenseType() == LicenseType.BYOL ? stored.withLicenseFieldsOf(fresh) : stored;
    if (!merged.has(UserSecret.Field.ADMIN_KEY)) {
      merged = merged.with(UserSecret.Field.ADMIN_KEY, Tokens.draw(cloud.random()));
    }
    cloud.secrets().replace(before.get().arn(), merged);
    return before.get().arn();
  }

  private String ensureAccessKey(Instance i) {
    // IAM shows a key's secret once. A key that was made but not stored is of no use, so all keys
    // give way to one that is stored before it is recorded.
    AssetUsers.AccessKey key =
        cloud.assetUsers().replaceKey(i.resources().require(Resource.ASSET_USER));
    UserSecrets.Stored stored = stored(i);
    cloud
        .secrets()
        .replace(
            stored.arn(),
            stored
                .secret()
                .with(UserSecret.Field.ASSETS_ACCESS_KEY_ID, key.id())
                .with(UserSecret.Field.ASSETS_SECRET_ACCESS_KEY, key.secret()));
    return key.id();
  }

  private String ensureHostName(Instance i) {
    cloud.hostNames().ensure(host(i));
    return host(i);
  }

  private String linkLicense(Instance i) {
    Optional<LicenseId> own = i.profile().ownLicense();
    if (own.isPresent()) {
      UserSecrets.Stored stored = stored(i);
      UserSecret secret = stored.secret();
      cloud
          .licenses()
          .recordCredentials(
              own.get(),
              new Credentials(
                  secret.has(UserSecret.Field.FOUNDRY_USERNAME)
                      && secret.has(UserSecret.Field.FOUNDRY_PASSWORD),
                  secret.has(UserSecret.Field.LICENSE_KEY),
                  Optional.of(stored.arn())));
    }
    return own.map(LicenseId::value).orElse("-");
  }

  private UserSecrets.Stored stored(Instance i) {
    return cloud
        .secrets()
        .find(i.userId())
        .orElseThrow(() -> new IllegalStateException("the secret was stored before"));
  }

  // Starting.

  private Outcome registerDefinition(Instance i) {
    LicenseId id = i.run().orElseThrow().licenseId();
    License license =
        cloud
            .licenses()
            .find(id)
            .orElseThrow(() -> new IllegalStateException("the run holds licence " + id));
    TaskSpec spec = serverTask.server(i, license);
    if (i.resources()
        .definition()
        .filter(d -> d.fingerprint().equals(spec.fingerprint()))
        .isPresent()) {
      return Outcome.of(UnaryOperator.identity());
    }
    TaskDefinition definition = cloud.tasks().ensureDefinition(spec);
    return Outcome.of(now -> now.with(now.resources().with(definition)));
  }

  private Outcome runTask(Instance i) {
    TaskDefinition definition = i.resources().definition().orElseThrow();
    TaskObservation started =
        cloud.tasks().run(definition.arn(), i.run().orElseThrow().runId(), i.userId());
    return run(r -> r.observed(started));
  }

  private Outcome observeTask(Instance i) {
    Run run = i.run().orElseThrow();
    TaskObservation known = run.task().orElseThrow();
    Instant now = clock.instant();
    Optional<TaskObservation> seen = cloud.tasks().observe(known.taskArn());
    if (seen.isEmpty()
        && known.state() == TaskObservation.State.PREPARING
        && now.isBefore(run.requestedAt().plus(TASK_APPEARS))) {
      return Outcome.of(UnaryOperator.identity());
    }
    return run(r -> r.observed(seen.orElseGet(() -> known.forgotten(now))));
  }

  private Outcome openRouteForChecks(Instance i) {
    Route route = cloud.routes().openForChecks(i.userId(), host(i));
    return run(r -> r.routedBy(route));
  }

  private Outcome registerTarget(Instance i) {
    Run run = i.run().orElseThrow();
    cloud.routes().register(run.route().orElseThrow(), privateIp(run));
    return run(Run::withTarget);
  }

  private Outcome openRouteForPlayers(Instance i) {
    Run run = i.run().orElseThrow();
    Route route = run.route().orElseThrow();
    if (!cloud.routes().health(route, privateIp(run)).healthy()) {
      return Outcome.of(UnaryOperator.identity());
    }
    cloud.routes().openForPlayers(route, host(i));
    Instant now = clock.instant();
    return run(r -> r.ready(now));
  }

  // Stopping.

  private Outcome findTask(Instance i) {
    Optional<TaskObservation> found =
        cloud.tasks().findByToken(names.serverFamily(i.userId()), i.run().orElseThrow().runId());
    return found
        .map(task -> run(r -> r.observed(task)))
        .orElseGet(() -> Outcome.of(UnaryOperator.identity()));
  }

  private Outcome stopTask(Instance i) {
    TaskObservation task = i.run().flatMap(Run::task).orElseThrow();
    cloud.tasks().stop(task.taskArn(), i.failure().orElse("Stopped as asked for."));
    return run(r -> r.observed(r.task().orElse(task).stopRequestedNow()));
  }

  private Outcome removeRoute(Instance i) {
    cloud.routes().remove(i.userId());
    return run(Run::withoutRoute);
  }

  private Outcome releaseLicense(Instance i) {
    Run run = i.run().orElseThrow();
    cloud.licenses().release(run.licenseId(), run.runId());
    return run(Run::released);
  }

  // Destroying.

  private Outcome emptyBucket(Instance i, Deadline deadline) {
    boolean empty =
        cloud.buckets().empty(names.bucket(i.userId()), deadline.atMost(EMPTYING_SLICE));
    return empty
        ? teardown(t -> t.with(Step.EMPTY_BUCKET))
        : new Outcome(UnaryOperator.identity(), true);
  }

  private Outcome beginWipe() {
    String id = Tokens.draw(cloud.random());
    return teardown(
        t -> t.with(t.wipe().map(wipe -> wipe.again(id)).orElseGet(() -> Wipe.begun(id))));
  }

  private Outcome ensureWipeAccessPoint(Instance i) {
    String id =
        cloud
            .accessPoints()
            .ensure(
                new AccessPoints.Spec(
                    i.userId(),
                    names.filesRoot(i.userId()),
                    ServerTask.POSIX_USER,
                    "foundry-wipe-" + i.profile().subdomain(),
                    "wipe-" + wipe(i).wipeId()));
    return wipe(w -> w.at(id));
  }

  private Outcome registerWipeDefinition(Instance i) {
    TaskDefinition definition =
        cloud.tasks().ensureDefinition(serverTask.wipe(i, wipe(i).accessPointId().orElseThrow()));
    return wipe(w -> w.defined(definition));
  }

  private Outcome runWipeTask(Instance i) {
    TaskObservation started =
        cloud.tasks().run(wipe(i).definition().orElseThrow().arn(), wipe(i).wipeId(), i.userId());
    return wipe(w -> w.observed(started));
  }

  private Outcome observeWipeTask(Instance i) {
    TaskObservation known = wipe(i).task().orElseThrow();
    Instant now = clock.instant();
    TaskObservation seen =
        cloud.tasks().observe(known.taskArn()).orElseGet(() -> known.forgotten(now));
    return wipe(w -> w.observed(seen));
  }

  private void removeDefinitions(UserId user) {
    cloud.tasks().removeDefinitions(names.serverFamily(user));
    cloud.tasks().removeDefinitions(names.wipeFamily(user));
  }

  private Outcome removeLicense(Instance i) {
    LicenseId id = LicenseId.ofOwner(i.userId());
    Optional<License> license = cloud.licenses().find(id);
    boolean stays = license.isPresent() && licenseStays(i, license.get());
    if (license.isPresent() && !stays) {
      cloud.licenses().remove(id);
    }
    return unlessWidened(i, t -> t.with(Step.REMOVE_LICENSE).keeping(stays));
  }

  private static boolean licenseStays(Instance i, License license) {
    Teardown teardown = i.teardown().orElseThrow();
    if (teardown.erase()) {
      return false;
    }
    // A pooled user may own a licence that is lent: it is no part of the instance. And of a
    // creation
    // that never stored its credentials, the licence goes too; one from before it stays.
    boolean stored = license.credentials().secretArn().isPresent();
    return i.profile().ownLicense().isEmpty() || (teardown.keepLicense() && stored);
  }

  private Outcome removeSecret(Instance i) {
    boolean erase = i.teardown().orElseThrow().erase();
    // A licence that outlives its owner's instance needs the credentials in the secret.
    if (erase || cloud.licenses().find(LicenseId.ofOwner(i.userId())).isEmpty()) {
      cloud.secrets().remove(i.userId(), !erase);
    }
    return unlessWidened(i, t -> t.with(Step.REMOVE_SECRET));
  }

  // What an answer makes of the record.

  private static Outcome made(Resource resource, String id) {
    return Outcome.of(now -> now.with(now.resources().with(resource, id)));
  }

  /** A run may have been finished by nobody but this pass, so it is still there. */
  private static Outcome run(UnaryOperator<Run> change) {
    return Outcome.of(now -> now.with(change.apply(now.run().orElseThrow())));
  }

  private static Outcome teardown(UnaryOperator<Teardown> change) {
    return Outcome.of(now -> now.with(change.apply(now.teardown().orElseThrow())));
  }

  /** What was spared counts for nothing when the user is to be erased by now. */
  private static Outcome unlessWidened(Instance i, UnaryOperator<Teardown> change) {
    boolean erase = i.teardown().orElseThrow().erase();
    return teardown(t -> t.erase() == erase ? change.apply(t) : t);
  }

  private static Outcome wipe(UnaryOperator<Wipe> change) {
    return teardown(t -> t.with(change.apply(t.wipe().orElseThrow())));
  }

  private static Outcome gone(Step step, Runnable removal) {
    removal.run();
    return teardown(t -> t.with(step));
  }

  private static Wipe wipe(Instance i) {
    return i.teardown().flatMap(Teardown::wipe).orElseThrow();
  }

  private static String privateIp(Run run) {
    return run.task().flatMap(TaskObservation::privateIp).orElseThrow();
  }

  private String host(Instance i) {
    return i.profile().subdomain().hostIn(names.domain());
  }
}
