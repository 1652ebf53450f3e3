/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.ResourceNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The steps that make what a server needs. Each answers with the id of its resource. */
final class CreationSteps {
  /** The least time that a call of a step begins with. */
  private static final Duration CALL_NEEDS = Duration.ofSeconds(3);

  private final ReconcilerPorts ports;
  private final ResourceNames names;

  CreationSteps(ReconcilerPorts ports, ResourceNames names) {
    this.ports = ports;
    this.names = names;
  }

  void addTo(Map<Step, StepAction> actions) {
    actions.put(
        Step.ENSURE_ACCESS_POINT,
        (i, input) -> StepResult.made(Resource.ACCESS_POINT, ensureHome(i)));
    actions.put(
        Step.ENSURE_BUCKET, (i, input) -> StepResult.made(Resource.BUCKET, ensureBucket(i)));
    actions.put(
        Step.ENSURE_ASSET_USER,
        (i, input) -> StepResult.made(Resource.ASSET_USER, ensureAssetUser(i)));
    actions.put(
        Step.STORE_SECRET,
        (i, input) -> StepResult.made(Resource.SECRET, storeSecret(i, input.credentials())));
    actions.put(
        Step.ENSURE_ACCESS_KEY,
        (i, input) ->
            StepResult.made(Resource.ACCESS_KEY, replaceAccessKey(i, stored(i), input.deadline())));
    actions.put(
        Step.VERIFY_ACCESS_KEY,
        (i, input) -> StepResult.made(Resource.ACCESS_KEY, verifiedAccessKey(i, input.deadline())));
    actions.put(
        Step.ENSURE_DNS_RECORD,
        (i, input) -> StepResult.made(Resource.DNS_RECORD, ensureHostName(i)));
    actions.put(
        Step.LINK_LICENSE, (i, input) -> StepResult.made(Resource.LICENSE_LINK, linkLicense(i)));
  }

  private String ensureHome(Instance i) {
    // The token holds the time of creation: an instance that is created anew gets a new one.
    String token =
        "home-" + i.profile().createdAt().toEpochMilli() + "-" + ResourceNames.slug(i.userId());
    return ports
        .accessPoints()
        .ensure(
            new AccessPoints.Spec(
                i.userId(),
                names.filesRoot(i.userId()),
                "foundry-" + i.profile().subdomain(),
                token));
  }

  private String ensureBucket(Instance i) {
    String bucket = names.bucket(i.userId());
    ports.buckets().ensure(new AssetBuckets.Spec(bucket, i.userId(), "https://" + host(i)));
    return bucket;
  }

  private String ensureAssetUser(Instance i) {
    String name = names.assetUser(i.userId());
    ports.assetUsers().ensure(new AssetUsers.Spec(name, i.userId(), names.bucket(i.userId())));
    return name;
  }

  private String storeSecret(Instance i, Optional<UserSecret> credentials) {
    UserSecret fresh =
        credentials.orElseThrow(
            () -> new IllegalStateException("only the maker of an instance knows its credentials"));
    Optional<UserSecrets.Stored> before = ports.secrets().recover(i.userId());
    if (before.isEmpty()) {
      return ports
          .secrets()
          .create(i.userId(), fresh.with(UserSecret.Field.ADMIN_KEY, Tokens.draw(ports.random())));
    }
    // The admin key of before stays: the user's notes and the server's files hold it. A pooled
    // user may own a licence that is lent; its credentials are in the same secret.
    UserSecret stored = before.get().secret();
    UserSecret merged =
        i.profile().licenseType() == LicenseType.BYOL ? stored.withLicenseFieldsOf(fresh) : stored;
    if (!merged.has(UserSecret.Field.ADMIN_KEY)) {
      merged = merged.with(UserSecret.Field.ADMIN_KEY, Tokens.draw(ports.random()));
    }
    ports.secrets().replace(before.get().arn(), merged.withJoinCodeOf(fresh));
    return before.get().arn();
  }

  /**
   * The key in the secret, if IAM knows it as active; else a new one. A pass that was held up may
   * have stored its key after the next pass deleted that key. A key whose answer was lost goes.
   */
  private String verifiedAccessKey(Instance i, Deadline deadline) {
    UserSecrets.Stored stored = stored(i);
    String user = i.resources().require(Resource.ASSET_USER);
    return stored
        .secret()
        .get(UserSecret.Field.ASSETS_ACCESS_KEY_ID)
        .filter(key -> ports.assetUsers().keepKey(user, key))
        .orElseGet(() -> replaceAccessKey(i, stored, deadline));
  }

  /**
   * IAM shows a key's secret once, so a key that was made but not stored is of no use: one that is
   * stored before it is recorded replaces all keys.
   */
  private String replaceAccessKey(Instance i, UserSecrets.Stored stored, Deadline deadline) {
    deadline.require(CALL_NEEDS, "make the bucket's access key");
    AssetUsers.AccessKey key =
        ports.assetUsers().replaceKey(i.resources().require(Resource.ASSET_USER));
    // Without its lease this pass must not overwrite what the next one stores.
    deadline.require(CALL_NEEDS, "store the bucket's access key");
    ports
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
    ports.hostNames().ensure(host(i));
    return host(i);
  }

  private String linkLicense(Instance i) {
    Optional<LicenseId> own = i.profile().ownLicense();
    if (own.isPresent()) {
      UserSecrets.Stored stored = stored(i);
      UserSecret secret = stored.secret();
      Credentials credentials =
          new Credentials(
              secret.has(UserSecret.Field.FOUNDRY_USERNAME)
                  && secret.has(UserSecret.Field.FOUNDRY_PASSWORD),
              secret.has(UserSecret.Field.LICENSE_KEY),
              Optional.of(stored.arn()));
      var unused = ports.licenses().update(own.get(), license -> license.with(credentials));
    }
    return own.map(LicenseId::value).orElse("-");
  }

  /** The secret that was stored before; Secrets Manager is eventually consistent. */
  private UserSecrets.Stored stored(Instance i) {
    return ports
        .secrets()
        .find(i.userId())
        .orElseThrow(
            () ->
                PlatformException.dependency(
                    "The user's secret was stored but cannot be read now.", true));
  }

  private String host(Instance i) {
    return i.profile().subdomain().hostIn(names.domain());
  }
}
