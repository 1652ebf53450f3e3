/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Host names in a set; each must be one. */
public final class InMemoryHostNames implements HostNames {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private final Set<String> hosts = new TreeSet<>();

  @Override
  public synchronized void ensure(String host) {
    hosts.add(checked(host));
  }

  @Override
  public synchronized void remove(String host) {
    hosts.remove(checked(host));
  }

  /** All host names that stand. */
  public synchronized Set<String> all() {
    return Set.copyOf(hosts);
  }

  private static String checked(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("not a host name: " + host);
    }
    return host;
  }
}
