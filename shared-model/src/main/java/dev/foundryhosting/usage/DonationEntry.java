package dev.foundryhosting.usage;

import java.time.Instant;
import java.util.Objects;

/** A donation in the month in which it was given. */
public record DonationEntry(Donation donation) implements UsageEntry {
  public DonationEntry {
    Objects.requireNonNull(donation, "donation");
  }

  @Override
  public String entryId() {
    return "donation#" + donation.messageId();
  }

  @Override
  public Instant at() {
    return donation.at();
  }

  @Override
  public MonthlySumChange addition() {
    return MonthlySumChange.of(MonthlySumChange.Kind.DONATION, donation.amount());
  }
}
