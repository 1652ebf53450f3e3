/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.JoinCode;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.Sizing;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.ReconcileContext;
import dev.foundryhosting.instance.reconcile.ReconcilePass;
import dev.foundryhosting.instance.reconcile.ReleaseChoice;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates the server of a user, with all its resources. */
public final class CreateInstance {
  /** How many free names are looked for before none is suggested. */
  private static final int SUGGESTIONS_TRIED = 5;

  private final ReconcileContext context;
  private final Instances instances;
  private final ResourceNames names;
  private final FoundryVersion defaultVersion;
  private final CredentialDigests digests;

  public CreateInstance(
      ReconcileContext context,
      ResourceNames names,
      FoundryVersion defaultVersion,
      LicenseDigest digest) {
    this.context = context;
    this.names = names;
    this.instances = context.ports().instances();
    this.defaultVersion = defaultVersion;
    this.digests = new CredentialDigests(digest);
  }

  /**
   * Creates the instance and makes its resources.
   *
   * @throws PlatformException {@code INSTANCE_ALREADY_EXISTS}, {@code SUBDOMAIN_TAKEN} with a name
   *     that is free, {@code LICENSE_IN_USE} when another user registered the same key or account,
   *     {@code CONFLICT} when others change the licence, {@code DEPENDENCY_FAILED} when something
   *     could not be made: then nothing is left of it, or the sweep makes the rest
   */
  public Instance create(Registration registration, Deadline deadline) {
    Instant now = context.clock().instant();
    FoundryVersion version = registration.version().orElse(defaultVersion);
    Profile profile =
        new Profile(
            registration.userId(),
            registration.username(),
            Subdomain.of(registration.username()),
            registration.licenseType(),
            version,
            ReleaseChoice.build(version, context.ports().releases().known()),
            now);
    if (!isFree(profile.subdomain())) {
      throw taken(profile.subdomain());
    }
    JoinCode code = JoinCode.draw(context.ports().random()::bytes);
    Lease lease = context.newLease();
    // A process that dies from here on leaves a record under a lease that ends by itself.
    Instances.Created created =
        instances.create(
            Instance.requested(profile, lease)
                .withSettings(settings(profile.userId()), now)
                .withJoinCode(code.hash())
                .with(registration.size().map(Sizing.usual()::choose).orElseGet(Sizing::usual)),
            license(registration, now));
    return switch (created) {
      case Instances.Created.Done(Instance instance) ->
          new ReconcilePass(context, lease, Optional.of(secret(registration, code)), deadline)
              .run(instance)
              .orThrow(instance);
      case Instances.Created.Exists() ->
          throw new PlatformException(
              ErrorCode.INSTANCE_ALREADY_EXISTS,
              "User " + registration.userId() + " has a server already.");
      case Instances.Created.SubdomainTaken() -> throw taken(profile.subdomain());
      case Instances.Created.CredentialsTaken(Map<CredentialClaim, UserId> holders) ->
          throw CredentialsTaken.report(
              registration.userId(), holders, context.ports().problemLog());
      case Instances.Created.LicenseOvertaken() ->
          throw PlatformException.concurrentChange("licence");
    };
  }

  private static UserSecret secret(Registration registration, JoinCode code) {
    return registration.secret().with(UserSecret.Field.JOIN_CODE, code.value());
  }

  /** A user who destroys a server and creates another keeps the cap that an administrator set. */
  private ShutdownSettings settings(UserId user) {
    return ShutdownSettings.usual()
        .capped(instances.find(user).flatMap(before -> before.settings().spendingCap()));
  }

  /**
   * The licence to write with the server. A kept one changes only when its owner now lends it, or
   * gives other credentials: then the claims on those of before stay until the secret holds the new
   * ones and no run goes on with the old.
   */
  private Optional<License> license(Registration registration, Instant now) {
    if (registration.licenseType() == LicenseType.POOLED) {
      return Optional.empty();
    }
    Set<CredentialClaim> claims = digests.of(registration.secret());
    Optional<License> kept =
        context.ports().licenses().find(LicenseId.ofOwner(registration.userId()));
    if (kept.isPresent()) {
      return kept.map(license -> license.claiming(claims))
          .map(license -> registration.shareLicense() ? license.in(SharingState.SHARED) : license)
          .filter(license -> !kept.get().equals(license));
    }
    Credentials credentials =
        new Credentials(
            registration.foundryUsername().isPresent(),
            registration.licenseKey().isPresent(),
            Optional.empty());
    SharingState sharing = registration.shareLicense() ? SharingState.SHARED : SharingState.PRIVATE;
    return Optional.of(
        License.registered(registration.userId(), credentials, sharing, now).claiming(claims));
  }

  /** Whether no record in DNS keeps the name that the platform did not make. */
  private boolean isFree(Subdomain name) {
    return context.ports().hostNames().free(name.hostIn(names.domain()));
  }

  private PlatformException taken(Subdomain wanted) {
    String suggestion =
        wanted
            .alternatives()
            .limit(SUGGESTIONS_TRIED)
            .filter(instances::free)
            .filter(this::isFree)
            .findFirst()
            .map(free -> " '" + free + "' is free.")
            .orElse("");
    return new PlatformException(
        ErrorCode.SUBDOMAIN_TAKEN,
        "The name '" + wanted + "' belongs to somebody else." + suggestion);
  }
}
