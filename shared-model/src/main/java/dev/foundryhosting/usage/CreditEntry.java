/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.time.Instant;

/**
 * The credit for a role in one month.
 *
 * @param role the role's id; a user is credited for it once a month
 */
public record CreditEntry(String role, Money amount, Instant at) implements UsageEntry {
  @Override
  public String entryId() {
    return "credit#" + role;
  }

  @Override
  public MonthlySumChange addition() {
    return MonthlySumChange.of(MonthlySumChange.Kind.CREDIT, amount);
  }
}
