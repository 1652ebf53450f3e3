/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Finalizer;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The steps that remove a server with everything that belongs to it. */
final class TeardownSteps {
  /** A slice of emptying a bucket; shorter than a lease, which is renewed between slices. */
  private static final Duration EMPTYING_SLICE = Duration.ofSeconds(20);

  private final ReconcilerPorts ports;
  private final ResourceNames names;
  private final FileSteps files;
  private final Clock clock;

  TeardownSteps(ReconcilerPorts ports, ResourceNames names, FileSteps files, Clock clock) {
    this.ports = ports;
    this.names = names;
    this.files = files;
    this.clock = clock;
  }

  void addTo(Map<Step, StepAction> actions) {
    actions.put(Step.WAKE_SESSIONS, (i, input) -> wakeSessions(i));
    actions.put(Step.REMOVE_DNS_RECORD, (i, input) -> removeHostName(i));
    actions.put(Step.REMOVE_ASSET_USER, (i, input) -> removeAssetUser(i));
    actions.put(Step.EMPTY_BUCKET, (i, input) -> emptyBucket(i, input.deadline()));
    actions.put(Step.REMOVE_BUCKET, (i, input) -> removeBucket(i));
    actions.put(Step.REMOVE_ACCESS_POINTS, (i, input) -> removeAccessPoints(i));
    actions.put(Step.REMOVE_DEFINITIONS, (i, input) -> removeDefinitions(i));
    actions.put(Step.FORGET_SESSIONS, (i, input) -> forgetSessions(i));
    actions.put(Step.REMOVE_LICENSE, (i, input) -> removeLicense(i));
    actions.put(Step.REMOVE_SECRET, (i, input) -> removeSecret(i));
  }

  private StepResult emptyBucket(Instance i, Deadline deadline) {
    boolean empty =
        ports.buckets().empty(names.bucket(i.userId()), deadline.atMost(EMPTYING_SLICE));
    return empty ? done(Finalizer.BUCKET_OBJECTS) : StepResult.partial();
  }

  /** Makes the user's own sessions due: they are cancelled since the server goes. */
  private StepResult wakeSessions(Instance i) {
    List<SessionId> open =
        ports.reservations().of(i.userId()).reservations().stream()
            .map(Reservation::sessionId)
            .toList();
    if (!open.isEmpty()) {
      ports.reservations().wake(open, clock.instant());
    }
    return done(Finalizer.OPEN_SESSIONS);
  }

  /** Succeeds once the last session of the user is over. */
  private StepResult forgetSessions(Instance i) {
    return ports.reservations().forget(i.userId())
        ? done(Finalizer.SESSION_HISTORY)
        : StepResult.nothing();
  }

  private StepResult removeDefinitions(Instance i) {
    ports.tasks().removeDefinitions(i.userId());
    return done(Finalizer.TASK_DEFINITIONS);
  }

  private StepResult removeHostName(Instance i) {
    ports.hostNames().remove(i.profile().subdomain().hostIn(names.domain()));
    return done(Finalizer.DNS_RECORD);
  }

  private StepResult removeAssetUser(Instance i) {
    ports.assetUsers().remove(names.assetUser(i.userId()));
    return done(Finalizer.ASSET_USER);
  }

  private StepResult removeBucket(Instance i) {
    return ports.buckets().remove(names.bucket(i.userId()))
        ? done(Finalizer.BUCKET)
        : StepResult.ofTeardown(t -> t.without(Finalizer.BUCKET_OBJECTS));
  }

  private StepResult removeAccessPoints(Instance i) {
    ports.accessPoints().removeAll(i.userId());
    return done(Finalizer.ACCESS_POINTS);
  }

  private StepResult removeLicense(Instance i) {
    LicenseId id = LicenseId.ofOwner(i.userId());
    Optional<License> license = ports.licenses().find(id);
    boolean stays = license.isPresent() && licenseStays(i, license.get());
    if (license.isPresent() && !stays && !removed(license.get())) {
      return StepResult.nothing();
    }
    if (!stays) {
      files.removeLicense(i, id);
    }
    return unlessWidened(i, t -> t.with(Finalizer.LICENSE).keeping(stays));
  }

  /**
   * Whether a licence is gone. One that others booked, or still play on, is withdrawn first: their
   * sessions end as they do when the owner withdraws it.
   */
  private boolean removed(License license) {
    List<SessionId> borrowed =
        ports.reservations().on(license.licenseId()).stream()
            .filter(Reservation::borrowed)
            .map(Reservation::sessionId)
            .toList();
    if (borrowed.isEmpty() && license.run().isEmpty()) {
      return ports.licenses().remove(license);
    }
    if (license.sharing() != SharingState.WITHDRAWN) {
      var unused =
          ports.licenses().save(license.in(SharingState.WITHDRAWN), borrowed, clock.instant());
    }
    return false;
  }

  private static boolean licenseStays(Instance i, License license) {
    Teardown teardown = i.teardown().orElseThrow();
    if (teardown.erase()) {
      return false;
    }
    // A pooled user may own a licence that is lent: it is no part of the instance. The licence of
    // a creation that came to nothing goes, one from before it stays.
    boolean stored =
        license.credentials().secretArn().isPresent()
            && !(i.creationEnded() && license.createdAt().equals(i.profile().createdAt()));
    return i.profile().ownLicense().isEmpty() || (teardown.keepLicense() && stored);
  }

  private StepResult removeSecret(Instance i) {
    boolean erase = i.teardown().orElseThrow().erase();
    // A licence that outlives its owner's instance needs the credentials in the secret.
    if (erase || ports.licenses().find(LicenseId.ofOwner(i.userId())).isEmpty()) {
      ports.secrets().remove(i.userId(), !erase);
    }
    ports.fileJobs().forget(i.userId());
    return unlessWidened(i, t -> t.with(Finalizer.SECRET));
  }

  private static StepResult done(Finalizer finalizer) {
    return StepResult.ofTeardown(t -> t.with(finalizer));
  }

  /** What was kept must go after all when the user is to be erased now. */
  private static StepResult unlessWidened(Instance i, UnaryOperator<Teardown> change) {
    boolean erase = i.teardown().orElseThrow().erase();
    return StepResult.ofTeardown(t -> t.erase() == erase ? change.apply(t) : t);
  }
}
