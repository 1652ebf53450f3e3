/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionText;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that reads a user's overview must do: tell what the other ports tell. */
public abstract class SessionOverviewsContract {
  private final UserId anna = new UserId("Anna_01");
  private final UserId ben = new UserId("ben-02");

  /**
   * The ports of one store, empty at the beginning of each test.
   *
   * @param overviews the port under test
   */
  public record Ports(
      SessionOverviews overviews,
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      Sessions sessions) {}

  private final Ports ports;

  protected SessionOverviewsContract(Ports ports) {
    this.ports = ports;
  }

  @Test
  void anUnknownUserHasAnEmptyOverview() {
    assertThat(ports.overviews().overview(anna))
        .isEqualTo(
            new SessionOverviews.Overview(
                Optional.empty(), Optional.empty(), UserBookings.empty(anna)));
  }

  @Test
  void anOverviewHoldsServerLicenceAndBookings() {
    Instance instance = register(anna, "castle");
    register(ben, "tower");
    License license = withSecret(anna);
    book(anna, license);

    SessionOverviews.Overview overview = ports.overviews().overview(anna);

    assertThat(overview.instance()).contains(instance);
    assertThat(overview.license())
        .isPresent()
        .isEqualTo(ports.licenses().find(LicenseId.ofOwner(anna)));
    assertThat(overview.bookings()).isEqualTo(ports.reservations().of(anna));
    assertThat(overview.bookings().reservations())
        .containsExactly(InstanceSamples.reservation(anna));
    assertThat(ports.overviews().overview(ben).bookings().reservations()).isEmpty();
  }

  @Test
  void aWriteIsSeenAtOnce() {
    Instance instance = register(anna, "castle");

    Instance noted = ports.instances().save(InstanceSamples.noted(instance, "note")).orElseThrow();

    assertThat(ports.overviews().overview(anna).instance()).contains(noted);
  }

  @Test
  void anOverviewHoldsATombstoneAndWhatIsLeft() {
    Instance destroying =
        ports
            .instances()
            .save(InstanceSamples.destroying(register(anna, "castle"), true, false))
            .orElseThrow();
    Instance finished = InstanceSamples.finished(destroying, NOW);
    assertThat(ports.instances().finalizeDeletion(finished)).isTrue();

    SessionOverviews.Overview overview = ports.overviews().overview(anna);

    assertThat(overview.instance()).isPresent().get().matches(Instance::gone);
    assertThat(overview.license()).isPresent();
  }

  private Instance register(UserId user, String name) {
    return ((Instances.Created.Done)
            ports
                .instances()
                .create(
                    InstanceSamples.requested(user, new Subdomain(name)),
                    Optional.of(InstanceSamples.license(user))))
        .instance();
  }

  private License withSecret(UserId owner) {
    return ports
        .licenses()
        .update(
            LicenseId.ofOwner(owner),
            license -> license.with(new Credentials(true, false, Optional.of("arn:secret"))))
        .orElseThrow();
  }

  private void book(UserId user, License license) {
    Session session =
        Session.booked(
            InstanceSamples.reservation(user),
            new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
            user,
            NOW);
    assertThat(ports.sessions().book(session, license, ports.reservations().of(user))).isPresent();
  }
}
