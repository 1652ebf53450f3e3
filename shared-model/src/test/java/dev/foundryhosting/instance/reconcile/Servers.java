/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Servers of anybody in the situations that other packages decide on. */
public final class Servers {
  private static final Instant NOW = PlatformFixture.BEGIN;

  private Servers() {}

  /** Asked for; nothing is made yet. */
  public static Instance creating(UserId user) {
    return Instance.requested(
        new Profile(
            user,
            user.value(),
            new Subdomain("name-" + user),
            LicenseType.POOLED,
            new FoundryVersion("13"),
            Optional.empty(),
            NOW),
        RecordSamples.LEASE);
  }

  /** Made, and never run. */
  public static Instance created(UserId user) {
    return creating(user).with(RecordSamples.created().resources()).with(ReconcileStatus.none());
  }

  /** The same server when its next start runs a version. */
  public static Instance inVersion(Instance server, String version) {
    FoundryVersion chosen = new FoundryVersion(version);
    return server.running(new GuardedUpdate.Target(chosen, chosen.build()), PlatformFixture.BEGIN);
  }

  /** A run was asked for. */
  public static Instance starting(UserId user, LicenseId license, Optional<Reservation> booking) {
    Run asked = Run.requested("run-of-" + user, license, NOW);
    return created(user).starting(booking.map(asked::serving).orElse(asked), NOW);
  }

  /** Players can join. */
  public static Instance running(UserId user, LicenseId license, Optional<Reservation> booking) {
    Instance starting = starting(user, license, booking);
    return starting.with(starting.run().orElseThrow().routedBy(RecordSamples.ROUTE).ready(NOW));
  }

  /** The end of its run was announced. */
  public static Instance noticed(Instance instance, Notice notice) {
    return instance.noticed(notice, NOW).withOutbox(List.of());
  }

  /** Its run is to end. */
  public static Instance stopping(Instance instance) {
    return instance.stopping(Optional.empty(), NOW);
  }

  /** Nothing runs any more. */
  public static Instance stopped(Instance instance) {
    return stopping(instance).withoutRun(NOW);
  }

  /** Everything of it is to go. */
  public static Instance destroying(Instance instance) {
    return instance.destroying(false, false, Optional.empty(), NOW);
  }
}
