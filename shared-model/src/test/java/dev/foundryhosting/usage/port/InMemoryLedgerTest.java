/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import org.junit.jupiter.api.Nested;

class InMemoryLedgerTest {
  @Nested
  class KeepsCosts extends UsageLedgerContract {
    private final InMemoryLedger ledger = new InMemoryLedger();

    @Override
    protected UsageLedger ledger() {
      return ledger;
    }
  }

  @Nested
  class KeepsDonations extends DonationLedgerContract {
    private final InMemoryLedger ledger = new InMemoryLedger();

    @Override
    protected DonationLedger donations() {
      return ledger;
    }

    @Override
    protected UsageLedger ledger() {
      return ledger;
    }
  }
}
