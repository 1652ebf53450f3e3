/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.event.StopCauseKind;
import java.time.Instant;
import java.util.Optional;

/**
 * A line of a user's month. On the wire {@code type} says which: the record's name in lower case. A
 * reader leaves out the types that it does not know.
 */
public sealed interface CostEntry {
  /**
   * The part of a run that lies in the month.
   *
   * @param seconds billed
   * @param cpuUnits of the task; 1024 is one vCPU
   * @param cost a decimal number
   * @param ending why the run ended, in the month in which it did
   * @param running whether it goes on; only where it does
   */
  record Run(
      String runId,
      Instant from,
      Instant until,
      long seconds,
      int cpuUnits,
      int memoryMiB,
      String cost,
      String currency,
      Optional<Label<StopCauseKind>> ending,
      Optional<Boolean> running)
      implements CostEntry {}

  /**
   * A payment through Ko-fi.
   *
   * @param kind in Ko-fi's words
   * @param amount a decimal number
   * @param from who gave it, if that is public
   * @param message the giver's words, if they are public
   */
  record Donation(
      String transactionId,
      String kind,
      Instant at,
      String amount,
      String currency,
      Optional<String> from,
      Optional<String> message)
      implements CostEntry {}

  /**
   * What a role is worth to its holder.
   *
   * @param role its id
   * @param amount a decimal number
   */
  record Credit(String role, Instant at, String amount, String currency) implements CostEntry {}
}
