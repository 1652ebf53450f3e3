package dev.foundryhosting.usage;

import java.time.Instant;
import java.util.Objects;

/**
 * What a role is worth to its holder in one month.
 *
 * @param role the role's id, which a user is credited for once a month
 * @param amount what is credited
 * @param at when it was
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
