/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.time.Instant;
import java.util.Objects;

/**
 * The credit for a role in one month.
 *
 * @param role the role's id; a user is credited for it once a month
 */
public record CreditEntry(String role, Money amount, Instant at) implements UsageEntry {
  public CreditEntry {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(at, "at");
  }

  @Override
  public String entryId() {
    return "credit#" + role;
  }

  @Override
  public MonthlySumChange addition() {
    return MonthlySumChange.of(MonthlySumChange.Kind.CREDIT, amount);
  }
}
