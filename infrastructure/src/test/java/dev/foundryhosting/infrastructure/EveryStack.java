/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each network mode with each packaging, with all settings and with none but the required: what is
 * required holds in every one of them. Each is declared once.
 */
final class EveryStack {
  private static final Map<String, Declarations> DECLARED = new ConcurrentHashMap<>();

  private EveryStack() {}

  static Stream<Arguments> all() {
    return Stream.of("private", "public")
        .flatMap(
            network ->
                Stream.of("native", "jvm")
                    .flatMap(
                        packaging ->
                            Stream.of("full", "required")
                                .map(keys -> argument(network, packaging, keys))));
  }

  private static Arguments argument(String network, String packaging, String keys) {
    String name = "%s, %s, %s keys".formatted(network, packaging, keys);
    return Arguments.of(Named.of(name, of(network, packaging, keys)));
  }

  private static Declarations of(String network, String packaging, String keys) {
    return DECLARED.computeIfAbsent(
        network + packaging + keys,
        unused -> {
          Map<String, String> configuration =
              keys.equals("full")
                  ? Declarations.fullConfiguration()
                  : Declarations.requiredConfiguration();
          configuration.put("foundry-hosting:networkMode", network);
          configuration.put("foundry-hosting:packaging", packaging);
          return Declarations.of(configuration, "production");
        });
  }
}
