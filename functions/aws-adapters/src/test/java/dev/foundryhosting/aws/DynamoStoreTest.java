package dev.foundryhosting.aws;

import dev.foundryhosting.instance.InstanceBurialContract;
import dev.foundryhosting.instance.InstanceSearchContract;
import dev.foundryhosting.instance.InstancesContract;
import dev.foundryhosting.instance.LicenseWritesContract;
import dev.foundryhosting.instance.LicensesContract;
import dev.foundryhosting.instance.PlatformOrdersContract;
import dev.foundryhosting.instance.StartRecordsContract;
import dev.foundryhosting.session.ReservationsContract;
import dev.foundryhosting.session.SessionSearchContract;
import dev.foundryhosting.session.SessionsContract;
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
  class BuriesInstances extends InstanceBurialContract {
    BuriesInstances() {
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
  class TellsWhatAStartMustKnow extends StartRecordsContract {
    TellsWhatAStartMustKnow() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class KeepsTheMaintainersOrders extends PlatformOrdersContract {
    KeepsTheMaintainersOrders() {
      super(DYNAMO.store());
    }
  }

  @Nested
  class FindsSessions extends SessionSearchContract {
    FindsSessions() {
      super(DYNAMO.store());
    }
  }
}
