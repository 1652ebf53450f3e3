/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.port.DisplacedSessionsContract;
import dev.foundryhosting.session.port.ReservationsContract;
import dev.foundryhosting.session.port.SessionSearchContract;
import dev.foundryhosting.session.port.SessionsContract;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryPlatformStoreTest {
  @Nested
  class KeepsInstances extends InstancesContract {
    KeepsInstances() {
      super(fresh());
    }
  }

  @Nested
  class FindsInstances extends InstanceSearchContract {
    FindsInstances() {
      super(fresh());
    }
  }

  @Nested
  class BuriesInstances extends FinalizeDeletionContract {
    BuriesInstances() {
      super(fresh());
    }
  }

  @Nested
  class KeepsLicenses extends LicensesContract {
    KeepsLicenses() {
      super(fresh());
    }
  }

  @Nested
  class ClaimsCredentials extends CredentialClaimsContract {
    ClaimsCredentials() {
      super(fresh());
    }
  }

  @Nested
  class SavesLicenses extends LicenseWritesContract {
    SavesLicenses() {
      super(fresh());
    }
  }

  @Nested
  class KeepsReservations extends ReservationsContract {
    KeepsReservations() {
      super(fresh());
    }
  }

  @Nested
  class KeepsSessions extends SessionsContract {
    KeepsSessions() {
      super(fresh());
    }
  }

  @Nested
  class DisplacesSessions extends DisplacedSessionsContract {
    DisplacesSessions() {
      super(fresh());
    }
  }

  @Nested
  class FindsSessions extends SessionSearchContract {
    FindsSessions() {
      super(fresh());
    }
  }

  @Nested
  class TellsWhatAStartMustKnow extends StartRecordsContract {
    TellsWhatAStartMustKnow() {
      super(fresh());
    }
  }

  @Nested
  class KeepsTheMaintainersOrders extends MaintenanceOrdersContract {
    KeepsTheMaintainersOrders() {
      super(fresh());
    }
  }

  @Test
  void theIndexesLagWhenToldTo() {
    InMemoryPlatformStore store = new InMemoryPlatformStore();
    UserId anna = new UserId("anna");
    Instant later = InstanceSamples.NOW.plusSeconds(3600);

    store.lag();
    store.create(InstanceSamples.requested(anna, new Subdomain("castle")), Optional.empty());

    assertThat(store.due(Instances.shardOf(anna), later, 10)).isEmpty();
    store.catchUp();
    assertThat(store.due(Instances.shardOf(anna), later, 10)).containsExactly(anna);
  }

  private static StoreUnderTest fresh() {
    return under(new InMemoryPlatformStore());
  }

  static StoreUnderTest under(InMemoryPlatformStore store) {
    return new StoreUnderTest(
        store, store, store, store, store, store, store.releases, store::expiry);
  }
}
