/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The monthly credit for each role, by role id. */
public record SupporterRoles(Map<String, Money> monthly) {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public SupporterRoles {
    monthly = Map.copyOf(monthly);
  }

  /**
   * @throws IllegalStateException with one sentence that names the variable
   */
  public static SupporterRoles from(Environment environment, Currency currency) {
    return environment
        .find(Variable.SUPPORTER_CREDITS, text -> parse(text, currency))
        .orElseGet(() -> new SupporterRoles(Map.of()));
  }

  /**
   * Reads {@code <role id>=<amount>}, separated by commas; an empty text names no role.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static SupporterRoles parse(String text, Currency currency) {
    Map<String, Money> monthly = new TreeMap<>();
    for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = each.strip().split("=", -1);
      if (parts.length != 2 || !ROLE.matcher(parts[0]).matches()) {
        throw PlatformException.invalid("supporterCredits", "must be role=amount, role=amount");
      }
      Money amount = MoneyText.amount("supporterCredits", parts[1], currency);
      if (monthly.put(parts[0], amount) != null) {
        throw PlatformException.invalid("supporterCredits", "must name each role once");
      }
    }
    return new SupporterRoles(monthly);
  }
}
