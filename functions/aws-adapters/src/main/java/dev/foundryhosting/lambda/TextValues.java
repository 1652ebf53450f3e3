/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.util.Map.entry;

import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.ClientAddress;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The values that are one text on the wire, which is their {@code toString}. */
final class TextValues {
  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.ofEntries(
          entry(String.class, text -> text),
          entry(Instant.class, Instant::parse),
          entry(URI.class, URI::create),
          entry(UserId.class, UserId::new),
          entry(SessionId.class, SessionId::new),
          entry(LicenseId.class, LicenseId::new),
          entry(SavePointId.class, SavePointId::new),
          entry(ImportId.class, ImportId::new),
          entry(WorldName.class, WorldName::new),
          entry(FoundryVersion.class, FoundryVersion::new),
          entry(Subdomain.class, Subdomain::new),
          entry(ClientAddress.class, ClientAddress::new),
          entry(UsageMonth.class, UsageMonth::parse));

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
