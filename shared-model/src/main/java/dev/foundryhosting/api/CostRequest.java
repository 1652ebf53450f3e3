/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.usage.UsageMonth;
import java.util.List;
import java.util.Optional;

/** The fields of the actions on costs and what covers them. */
public sealed interface CostRequest {
  /** A month; the present one, if absent. */
  record OfMonth(Optional<UsageMonth> month) implements CostRequest {
    /** The present month. */
    public static OfMonth present() {
      return new OfMonth(Optional.empty());
    }
  }

  /** The donation with the transaction id that Ko-fi's receipt shows. */
  record ClaimDonation(String transactionId) implements CostRequest {}

  /** The ids of all roles that the user holds; as many as a Discord server has. */
  record CreditSupporter(@Wire.AtMost(250) List<String> roles) implements CostRequest {}
}
