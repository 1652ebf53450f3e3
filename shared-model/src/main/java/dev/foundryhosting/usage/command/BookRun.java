/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.TaskRun;
import dev.foundryhosting.usage.port.UsageLedger;
import java.util.List;

/** Books the cost of an ended run; a repetition changes nothing. */
public final class BookRun {
  private final UsageLedger ledger;
  private final Prices prices;

  public BookRun(UsageLedger ledger, Prices prices) {
    this.ledger = ledger;
    this.prices = prices;
  }

  /**
   * @return whether this call booked it; false when it was booked before or never billed
   * @throws IllegalArgumentException while the run has not ended
   */
  public boolean book(TaskRun ended) {
    List<RunEntry> entries = Metering.entries(ended, prices);
    return !entries.isEmpty() && ledger.bookRun(ended.user(), ended.runId(), entries);
  }
}
