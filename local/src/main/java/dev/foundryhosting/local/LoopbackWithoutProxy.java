/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Asks no proxy for what runs on this machine, whatever the JVM knows of proxies: a company's proxy
 * cannot reach the emulated AWS and the stand-ins.
 */
final class LoopbackWithoutProxy extends ProxySelector {
  private final ProxySelector others;

  /**
   * @param others for all other addresses
   */
  LoopbackWithoutProxy(ProxySelector others) {
    this.others = others;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return isLoopback(uri.getHost()) ? List.of(Proxy.NO_PROXY) : others.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
    others.connectFailed(uri, proxy, failure);
  }

  /** Looks no name up. */
  private static boolean isLoopback(String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    try {
      return isAddress(name) && InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isAddress(String name) {
    return name.startsWith("[") || name.matches("[0-9.]+");
  }
}
