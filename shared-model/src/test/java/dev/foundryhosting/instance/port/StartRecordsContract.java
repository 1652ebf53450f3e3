/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Download;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that reads at once what a start must know must do. */
public abstract class StartRecordsContract extends StoreContract {
  private static final UsageMonth NOVEMBER = UsageMonth.parse("2026-11");

  protected StartRecordsContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void ofAUserWhoNeverCameThereIsNothing() {
    assertThat(startRecords().beforeStart(anna, NOVEMBER))
        .isEqualTo(nothingBut(anna, Optional.empty()));
  }

  @Test
  void aServerAndWhatIsBookedAreToldAsTheOtherPortsTellThem() {
    License license = owner(anna, SharingState.SHARED);
    create(ben, tower);
    Session session =
        SessionSamples.booked(anna, license.licenseId(), "evening", SessionSamples.slot(1));
    assertThat(sessions().book(session, license, reservations().of(anna))).isPresent();

    StartRecords.Found found = startRecords().beforeStart(anna, NOVEMBER);

    assertThat(found.instance()).isPresent().isEqualTo(instances().find(anna));
    assertThat(found.bookings()).isEqualTo(reservations().of(anna));
    assertThat(found.bookings().reservations()).containsExactly(session.reservation());
    assertThat(startRecords().beforeStart(ben, NOVEMBER))
        .isEqualTo(nothingBut(ben, instances().find(ben)));
  }

  @Test
  void aWriteIsSeenAtOnce() {
    Instance noted =
        instances().save(InstanceSamples.noted(create(anna, castle), "note")).orElseThrow();

    assertThat(startRecords().beforeStart(anna, NOVEMBER).instance()).contains(noted);
  }

  @Test
  void aTombstoneIsTold() {
    Instance created = create(anna, castle);
    Instance destroying =
        instances().save(InstanceSamples.destroying(created, false, false)).orElseThrow();
    finalizeDeletion(destroying, InstanceSamples.NOW);

    assertThat(startRecords().beforeStart(anna, NOVEMBER).instance()).get().matches(Instance::gone);
  }

  @Test
  void maintenanceIsToldToWhoeverWantsToStart() {
    MaintenanceOrder ordered = orders().order("We move.", ben, InstanceSamples.NOW);

    assertThat(startRecords().beforeStart(anna, NOVEMBER).maintenance()).contains(ordered);
    orders().lift();
    assertThat(startRecords().beforeStart(anna, NOVEMBER).maintenance()).isEmpty();
  }

  @Test
  void whatIsCachedIsToldToWhoeverWantsToStart() {
    ReleaseCatalogue cached =
        releases()
            .update(
                known -> known.with(Download.requested(Build.of("13.346"), InstanceSamples.NOW)));

    assertThat(startRecords().beforeStart(anna, NOVEMBER).releases()).isEqualTo(cached);
  }

  private static StartRecords.Found nothingBut(UserId user, Optional<Instance> instance) {
    return new StartRecords.Found(
        instance,
        UserBookings.empty(user),
        Optional.empty(),
        MonthTotal.empty(Optional.of(user), NOVEMBER),
        ReleaseCatalogue.EMPTY);
  }
}
