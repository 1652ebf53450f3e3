/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackWithoutProxyTest {
  private final ProxySelector selector =
      new LoopbackWithoutProxy(ProxySelector.of(InetSocketAddress.createUnresolved("proxy", 3128)));

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566/, DIRECT",
    "http://127.8.9.1/, DIRECT",
    "http://localhost:8080/, DIRECT",
    "http://Anna.LOCALHOST:8081/, DIRECT",
    "http://[::1]:8080/, DIRECT",
    "http://10.0.0.1/, HTTP",
    "http://127.0.0.1.example.org/, HTTP",
    "http://localhost.example.org/, HTTP",
    "https://discord.com/api/v10, HTTP"
  })
  void onlyWhatRunsOnThisMachineIsAskedWithoutTheProxy(URI uri, Proxy.Type type) {
    assertThat(selector.select(uri)).extracting(Proxy::type).containsExactly(type);
  }
}
