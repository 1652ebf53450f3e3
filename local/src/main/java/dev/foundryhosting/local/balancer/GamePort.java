/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.local.emulator.StartupFailure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The loopback port at which players reach all servers, by host name. */
@Singleton
public class GamePort {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  GamePort(@ConfigProperty(name = "foundry.local.game-port") int port) {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new StartupFailure("Port %d for game traffic is in use.".formatted(port), e);
    }
    http.setExecutor(threads);
    http.start();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  public void serve(String path, HttpHandler handler) {
    http.createContext(path, handler);
  }

  @PreDestroy
  void stop() {
    http.stop(0);
    threads.shutdownNow();
  }
}
