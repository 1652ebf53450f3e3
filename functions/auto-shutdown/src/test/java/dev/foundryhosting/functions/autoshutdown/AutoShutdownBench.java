/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.aws.dynamodb.DynamoInstances;
import dev.foundryhosting.aws.dynamodb.DynamoOrphanCandidates;
import dev.foundryhosting.aws.dynamodb.LocalDynamo;
import dev.foundryhosting.aws.dynamodb.Tables;
import dev.foundryhosting.instance.reconcile.LoadFixture;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measures a tick over a thousand running servers, a tenth of which take a request and never
 * answer, and prints it ({@code make bench}): the real handler and the real player counts over
 * HTTP, the records in DynamoDB Local. ECS and the load balancer are in memory, so what AWS takes
 * to answer comes on top: some twenty calls, of which four at a time.
 */
class AutoShutdownBench {
  private static final int SERVERS = 1_000;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long MEGABYTE = 1 << 20;
  private static final long LARGEST_HEAP = 512 * MEGABYTE;

  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer foundry;

  @BeforeEach
  void serversAnswer() throws IOException {
    foundry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    foundry.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    foundry.createContext("/", this::answer);
    foundry.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    foundry.stop(0);
  }

  @Test
  void aThousandServersOfWhichAHundredHang() throws IOException {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      Environment tables = dynamo.tables();
      PlatformFixture world = LoadFixture.world(SERVERS);
      var unused =
          LoadFixture.run(
              world, new DynamoInstances(dynamo.client(), tables, Tables.PROBLEMS), SERVERS);
      PlatformFixture.Worker function = world.worker(dynamo.store(dynamo.client(), tables));
      AutoShutdownHandler handler =
          new AutoShutdownHandler(
              function.sweeper(new HttpPlayerCounts(environment())),
              function.orphanCollector(new DynamoOrphanCandidates(dynamo.client(), tables)),
              new RequestLog(line -> {}, world.clock),
              world.clock);

      System.out.printf(
          "%n%-36s %10s %12s%n", "a sweep over 1000 servers, 100 hang", "seconds", "peak heap MB");
      measure("first: all is written", handler);
      world.clock.advance(Duration.ofMinutes(5));
      measure("then: what hangs is written", handler);
      assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(LARGEST_HEAP);
    }
  }

  private static void measure(String which, AutoShutdownHandler handler) throws IOException {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    long begin = System.nanoTime();
    handler.handleRequest(
        new ByteArrayInputStream("{\"source\": \"aws.events\"}".getBytes(UTF_8)), answer, null);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();

    System.out.printf("%-36s %10.1f %12d%n", which, took.toMillis() / 1e3, peak / MEGABYTE);
    assertThat(answer.toString(UTF_8))
        .isEqualTo(
            "{\"checked\":1000,\"stopped\":0,\"warned\":0,\"repaired\":0,\"failed\":0,\"restarted\":0}");
    assertThat(took).isLessThan(LONGEST);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** Every tenth server takes the request, and that is all. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().contains("0/")) {
        over.await();
        return;
      }
      byte[] status =
          "{\"active\":true,\"version\":\"13.351\",\"users\":4,\"uptime\":9}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, status.length);
      exchange.getResponseBody().write(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Environment environment() {
    return new Environment(
        Map.of(
            "DOMAIN_NAME",
            "play.example.org",
            "FOUNDRY_PROBE_URL_TEMPLATE",
            "http://127.0.0.1:%d/{subdomain}/{domain}".formatted(foundry.getAddress().getPort())));
  }
}
