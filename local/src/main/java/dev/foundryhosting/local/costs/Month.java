package dev.foundryhosting.local.costs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;

/**
 * What a user's month cost and what covered it, as the platform tells it. Days are UTC's.
 *
 * @param played for how long servers ran
 * @param uncovered what of the cost neither donations nor credits cover
 * @param currency of all amounts
 */
public record Month(
    YearMonth month,
    Duration played,
    BigDecimal cost,
    BigDecimal donations,
    BigDecimal credits,
    BigDecimal uncovered,
    String currency,
    List<RunBar> plays,
    List<DonationMark> gifts) {
  public Month {
    plays = List.copyOf(plays);
    gifts = List.copyOf(gifts);
  }
}
