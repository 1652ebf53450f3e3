/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;

import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Measures the packaged functions over the emulated AWS and prints it ({@code make bench}). It
 * judges nothing: a machine that is busy is no defect.
 */
@EnabledOnOs(OS.LINUX)
class PackagedBench {
  private static final int BOOTS = 5;
  private static final int USERS = 5;

  private static final Map<String, String> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("create", ", 'username': '%1$s', 'licenseType': 'byol', 'licenseKey': '%2$s'");
    ACTIONS.put("status", "");
    ACTIONS.put("get-admin-key", "");
    ACTIONS.put("update-version", ", 'foundryVersion': '12'");
    ACTIONS.put("start", "");
    ACTIONS.put("stop", "");
    ACTIONS.put("list-all", ", 'actor': {'userId': 'bench', 'admin': true}");
    ACTIONS.put("health-check", ", 'actor': {'userId': 'bench', 'admin': true}");
    ACTIONS.put("destroy", "");
    ACTIONS.put("delete-user", "");
  }

  @Test
  void startOfEachFunction() {
    try (PackagedPlatform platform = new PackagedPlatform()) {
      System.out.printf("%n%-22s %12s %12s%n", "function", "start ms", "peak MB");
      for (PlatformFunction each : PlatformFunction.values()) {
        String name = each.moduleName();
        List<Long> starts = new ArrayList<>();
        long peak = 0;
        for (int boot = 0; boot < BOOTS; boot++) {
          try (LambdaRuntime function = platform.boot(name)) {
            starts.add(function.bootTime().toMillis());
            peak = Math.max(peak, function.peakMemory());
          }
        }
        System.out.printf("%-22s %12d %12d%n", name, median(starts), peak >> 20);
      }
    }
  }

  @Test
  void eachAction() {
    try (PackagedPlatform platform = new PackagedPlatform()) {
      LambdaRuntime management = platform.boot("instance-management");
      System.out.printf("%n%-16s %8s %10s %10s%n", "action", "calls", "first ms", "later ms");
      ACTIONS.forEach((action, fields) -> measure(platform, management, action, fields));
      System.out.printf("peak memory after all: %d MB%n", management.peakMemory() >> 20);
    }
  }

  private static void measure(
      PackagedPlatform platform, LambdaRuntime management, String action, String fields) {
    List<Long> took = new ArrayList<>();
    platform.forgetCalls();
    for (int user = 0; user < USERS; user++) {
      String name = "bench" + user;
      String request =
          "{'action': '%s', 'userId': '%s'%s}"
              .formatted(action, name, fields.formatted(name, MadeUpKey.of(name)));
      long begin = System.nanoTime();
      data(ask(management, request));
      took.add((System.nanoTime() - begin) / 1_000_000);
    }
    System.out.printf(
        "%-16s %8.1f %10d %10d%n",
        action,
        platform.calls().size() / (double) USERS,
        took.getFirst(),
        median(took.subList(1, took.size())));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
