/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Releases;
import dev.foundryhosting.session.port.Sessions;
import java.time.Instant;
import java.util.Optional;

/** What the contracts of a store have in common. */
public abstract class StoreContract {
  protected final UserId anna = new UserId("Anna_01");
  protected final UserId ben = new UserId("ben-02");
  protected final Subdomain castle = new Subdomain("castle");
  protected final Subdomain tower = new Subdomain("tower");

  private final StoreUnderTest store;

  protected StoreContract(StoreUnderTest store) {
    this.store = store;
  }

  protected final Instances instances() {
    return store.instances();
  }

  protected final Licenses licenses() {
    return store.licenses();
  }

  protected final Reservations reservations() {
    return store.reservations();
  }

  protected final Sessions sessions() {
    return store.sessions();
  }

  protected final StartRecords startRecords() {
    return store.startRecords();
  }

  protected final Releases releases() {
    return store.releases();
  }

  protected final MaintenanceOrders orders() {
    return store.orders();
  }

  protected final Optional<Instant> expiry(UserId user) {
    return store.expiry().apply(user);
  }

  protected final Instance create(UserId user, Subdomain name) {
    return ((Instances.Created.Done) tryCreate(user, name)).instance();
  }

  protected final Instances.Created tryCreate(UserId user, Subdomain name) {
    return instances()
        .create(InstanceSamples.requested(user, name), Optional.of(InstanceSamples.license(user)));
  }

  /** A new user with a licence that is ready to be used, lent or not. */
  protected final License owner(UserId user, SharingState sharing) {
    License registered = InstanceSamples.usableLicense(user, sharing);
    Instances.Created created =
        instances()
            .create(
                InstanceSamples.requested(user, Subdomain.of("of-" + user)),
                Optional.of(registered));
    assertThat(created).isInstanceOf(Instances.Created.Done.class);
    return license(user);
  }

  /** The user's own licence as it stands now. */
  protected final License license(UserId owner) {
    return licenses().find(LicenseId.ofOwner(owner)).orElseThrow();
  }

  protected final Instance finalizeDeletion(Instance destroying, Instant at) {
    Instance finished = InstanceSamples.finished(destroying, at);
    assertThat(instances().finalizeDeletion(finished)).isTrue();
    return finished;
  }

  protected final void checkAt(Instance instance, Optional<Instant> time) {
    assertThat(instances().save(InstanceSamples.checkedAt(instance, time))).isPresent();
  }
}
