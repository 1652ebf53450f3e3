/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static java.util.stream.Collectors.toMap;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Combines outputs. An absent value is empty: a mock of the provider need not know each attribute.
 */
final class Outputs {
  private Outputs() {}

  static Output<String> orEmpty(Output<String> output) {
    return output.applyValue(value -> Objects.requireNonNullElse(value, ""));
  }

  /** A map of outputs as the output of a map. */
  static Output<Map<String, String>> of(Map<String, Output<String>> outputs) {
    List<Output<Map.Entry<String, String>>> entries =
        outputs.entrySet().stream()
            .map(
                each ->
                    orEmpty(each.getValue()).applyValue(value -> Map.entry(each.getKey(), value)))
            .toList();
    return Output.all(entries)
        .applyValue(
            all ->
                new TreeMap<>(all.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue))));
  }
}
