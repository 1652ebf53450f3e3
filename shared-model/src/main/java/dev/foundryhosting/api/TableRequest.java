/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Subdomain;
import java.util.Optional;

/** The fields of the actions on a table, which players ask for. */
public sealed interface TableRequest {
  /** By the name in its address. */
  record Get(Subdomain subdomain) implements TableRequest {}

  /**
   * @param code as the player typed it; a secret
   * @param address of the player, for the limits; an IPv4 or IPv6 address
   */
  record Wake(Subdomain subdomain, String code, Optional<ClientAddress> address)
      implements TableRequest {
    @Override
    public String toString() {
      return "Wake[" + subdomain + "]";
    }
  }
}
