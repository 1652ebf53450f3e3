/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.WrongCodes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The wrong codes in memory, each write conditional as in DynamoDB. */
public final class InMemoryJoinAttempts implements JoinAttempts {
  private final Map<String, WrongCodes> codes = new HashMap<>();

  @Override
  public synchronized Recent recent(Subdomain name, Optional<ClientAddress> address) {
    return new Recent(
        name,
        address,
        at(name.value()),
        address.map(from -> at(from.network())).orElseGet(WrongCodes::none));
  }

  @Override
  public synchronized boolean count(Recent counted) {
    boolean overtaken =
        at(counted.name().value()).revision() != counted.atTable().revision() - 1
            || counted
                .address()
                .filter(
                    from -> at(from.network()).revision() != counted.fromAddress().revision() - 1)
                .isPresent();
    if (overtaken) {
      return false;
    }
    codes.put(counted.name().value(), counted.atTable());
    counted.address().ifPresent(from -> codes.put(from.network(), counted.fromAddress()));
    return true;
  }

  private WrongCodes at(String key) {
    return codes.getOrDefault(key, WrongCodes.none());
  }
}
