/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The values that are one text on the wire, which is their {@code toString}. */
final class TextValues {
  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.of(
          String.class, text -> text,
          Instant.class, Instant::parse,
          UserId.class, UserId::new,
          SessionId.class, SessionId::new,
          LicenseId.class, LicenseId::new,
          FoundryVersion.class, FoundryVersion::new,
          Subdomain.class, Subdomain::new,
          ClientAddress.class, ClientAddress::new,
          UsageMonth.class, UsageMonth::parse);

  private TextValues() {}

  static boolean covers(Class<?> type) {
    return PARSERS.containsKey(type);
  }

  /**
   * @throws RuntimeException when the text breaks the value's own rule
   */
  static Object parse(Class<?> type, String text) {
    return Objects.requireNonNull(PARSERS.get(type)).apply(text);
  }
}
