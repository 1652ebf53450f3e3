/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Host names in a set; each must be one. */
public final class InMemoryHostNames implements HostNames {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();

  @Override
  public synchronized boolean free(String host) {
    return !others.contains(checked(host));
  }

  @Override
  public synchronized void ensure(String host) {
    if (!free(host)) {
      throw PlatformException.dependency(host + " has a record that is not the platform's.", false);
    }
    hosts.add(host);
  }

  /** Somebody else makes a record of that name. */
  public synchronized void hold(String host) {
    others.add(checked(host));
  }

  /** The names that others hold. */
  public synchronized Set<String> held() {
    return Set.copyOf(others);
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
