/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.WrongCodes;
import java.time.Instant;
import java.util.Optional;

/**
 * Port: the wrong join codes of the last minutes. Reads are strongly consistent. What is written
 * expires by itself.
 */
public interface JoinAttempts {
  /**
   * What counts against an attempt.
   *
   * @param address from which it comes, as far as that is known
   * @param atTable at the same name, whether it is a table's or not
   * @param fromAddress from the same network; none without an address
   */
  record Recent(
      Subdomain name, Optional<ClientAddress> address, WrongCodes atTable, WrongCodes fromAddress) {
    /** Whether no code may be tried now. */
    public boolean limited(Instant now) {
      return atTable.reached(WrongCodes.MOST_A_TABLE, now)
          || fromAddress.reached(WrongCodes.MOST_AN_ADDRESS, now);
    }

    /** With one more. */
    public Recent plus(Instant now) {
      return new Recent(
          name,
          address,
          atTable.plus(now),
          address.isPresent() ? fromAddress.plus(now) : fromAddress);
    }
  }

  /** In one read. */
  Recent recent(Subdomain name, Optional<ClientAddress> address);

  /**
   * Writes both in one transaction.
   *
   * @param counted {@link Recent#plus} of what was read
   * @return false when another writer was faster: then nothing is written
   */
  boolean count(Recent counted);
}
