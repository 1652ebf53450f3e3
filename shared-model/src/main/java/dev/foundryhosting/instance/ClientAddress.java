/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The IP address of a browser, in the notation of IPv4 or IPv6. */
public record ClientAddress(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]+");
  private static final int LONGEST = 45;
  private static final int NETWORK_GROUPS = 4;

  public ClientAddress {
    value = value.toLowerCase(Locale.ROOT);
    if (value.length() > LONGEST || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid("address", "must be an IPv4 or IPv6 address");
    }
  }

  /**
   * What one subscriber has: an address of IPv4, or the first 64 bits of one of IPv6 (RFC 6177),
   * whose other bits a subscriber may choose.
   */
  public String network() {
    if (value.indexOf(':') < 0) {
      return value;
    }
    String[] halves = value.split("::", 2);
    StringBuilder groups = new StringBuilder();
    String[] first = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
    for (int i = 0; i < NETWORK_GROUPS; i++) {
      groups.append(i < first.length ? first[i].replaceFirst("^0+(?=.)", "") : "0").append(':');
    }
    return groups + ":/64";
  }

  @Override
  public String toString() {
    return value;
  }
}
