/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A case in which the bot was wrong once, in {@code discord/reports}.
 *
 * @param step what Discord delivers
 */
record ReportedCase(JsonNode step) {
  static ReportedCase named(String name) {
    String file = "/discord/reports/" + name + ".json";
    try (InputStream in = ReportedCase.class.getResourceAsStream(file)) {
      return new ReportedCase(new ObjectMapper().readTree(in).path("steps").path(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
