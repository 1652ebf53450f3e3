package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that reads at once what a start must know must do. */
public abstract class StartRecordsContract extends StoreContract {
  protected StartRecordsContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void ofAUserWhoNeverCameThereIsNothing() {
    assertThat(startRecords().beforeStart(anna))
        .isEqualTo(new StartRecords.Found(Optional.empty(), Diary.empty(anna)));
  }

  @Test
  void aServerAndWhatIsBookedAreToldAsTheOtherPortsTellThem() {
    License license = owner(anna, SharingState.SHARED);
    create(ben, tower);
    Session session =
        SessionSamples.booked(anna, license.licenseId(), "evening", SessionSamples.evening(1));
    assertThat(sessions().book(session, license, reservations().of(anna))).isPresent();

    StartRecords.Found found = startRecords().beforeStart(anna);

    assertThat(found.instance()).isPresent().isEqualTo(instances().find(anna));
    assertThat(found.diary()).isEqualTo(reservations().of(anna));
    assertThat(found.diary().reservations()).containsExactly(session.reservation());
    assertThat(startRecords().beforeStart(ben))
        .isEqualTo(new StartRecords.Found(instances().find(ben), Diary.empty(ben)));
  }

  @Test
  void aWriteIsSeenAtOnce() {
    Instance noted =
        instances().save(InstanceSamples.noted(create(anna, castle), "note")).orElseThrow();

    assertThat(startRecords().beforeStart(anna).instance()).contains(noted);
  }

  @Test
  void aTombstoneIsTold() {
    Instance created = create(anna, castle);
    Instance destroying =
        instances().save(InstanceSamples.destroying(created, false, false)).orElseThrow();
    bury(destroying, InstanceSamples.NOW);

    assertThat(startRecords().beforeStart(anna).instance()).get().matches(Instance::gone);
  }
}
