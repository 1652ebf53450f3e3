/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.port.CredentialClaimsContract;
import dev.foundryhosting.instance.port.FinalizeDeletionContract;
import dev.foundryhosting.instance.port.InstanceSearchContract;
import dev.foundryhosting.instance.port.InstancesContract;
import dev.foundryhosting.instance.port.LicenseWritesContract;
import dev.foundryhosting.instance.port.LicensesContract;
import dev.foundryhosting.instance.port.MaintenanceOrdersContract;
import dev.foundryhosting.instance.port.StartRecordsContract;
import dev.foundryhosting.release.ReleasesContract;
import dev.foundryhosting.session.port.DisplacedSessionsContract;
import dev.foundryhosting.session.port.ReservationsContract;
import dev.foundryhosting.session.port.SessionSearchContract;
import dev.foundryhosting.session.port.SessionsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class DynamoStoreTest {
  private static final LocalDynamo DYNAMO = new LocalDynamo();

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Nested
  class KeepsInstances extends InstancesContract {
    KeepsInstances() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class FindsInstances extends InstanceSearchContract {
    FindsInstances() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class FinalizesDeletions extends FinalizeDeletionContract {
    FinalizesDeletions() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsLicenses extends LicensesContract {
    KeepsLicenses() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class ClaimsCredentials extends CredentialClaimsContract {
    ClaimsCredentials() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class SavesLicenses extends LicenseWritesContract {
    SavesLicenses() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsReservations extends ReservationsContract {
    KeepsReservations() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsSessions extends SessionsContract {
    KeepsSessions() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class DisplacesSessions extends DisplacedSessionsContract {
    DisplacesSessions() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class ReadsStartRecords extends StartRecordsContract {
    ReadsStartRecords() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsTheMaintainersOrders extends MaintenanceOrdersContract {
    KeepsTheMaintainersOrders() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsTheReleaseCachesRecord extends ReleasesContract {
    KeepsTheReleaseCachesRecord() {
      super(DYNAMO.store().releases());
    }
  }

  @Nested
  class FindsSessions extends SessionSearchContract {
    FindsSessions() {
      super(DYNAMO.store());
    }
  }
}
