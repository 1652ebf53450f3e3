/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.GameTable;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.TableRecords;
import java.time.Clock;
import java.util.Optional;

/** Reads what the players of a server may see of it. */
public final class GetTable {
  private final TableRecords records;
  private final Clock clock;

  public GetTable(TableRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /**
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}
   */
  public GameTable get(Subdomain name) {
    return find(name)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INSTANCE_NOT_FOUND, "There is no table of that name."));
  }

  /** Empty where no server has the name. */
  public Optional<GameTable> find(Subdomain name) {
    return records
        .find(name)
        .map(
            found ->
                GameTable.of(
                    found.instance(),
                    found.bookings(),
                    found.maintenance().isPresent(),
                    clock.instant()));
  }
}
