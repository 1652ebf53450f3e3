package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Several outputs as one, and those that may be missing: a mock of the provider need not know every
 * attribute for the program to run under it.
 */
final class Outputs {
  private Outputs() {}

  /** What the provider tells; an empty text from a mock that tells nothing. */
  static Output<String> told(Output<String> output) {
    return output.applyValue(value -> Objects.requireNonNullElse(value, ""));
  }

  /** A map of outputs as the output of a map. */
  static Output<Map<String, String>> of(Map<String, Output<String>> outputs) {
    List<Output<Map.Entry<String, String>>> entries =
        outputs.entrySet().stream()
            .map(each -> told(each.getValue()).applyValue(value -> Map.entry(each.getKey(), value)))
            .toList();
    return Output.all(entries)
        .applyValue(
            values -> {
              Map<String, String> map = new TreeMap<>();
              values.forEach(each -> map.put(each.getKey(), each.getValue()));
              return map;
            });
  }
}
