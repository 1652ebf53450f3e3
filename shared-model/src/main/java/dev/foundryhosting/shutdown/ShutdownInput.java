/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.usage.Budget;
import java.time.Instant;
import java.util.Optional;

/**
 * All that decides whether a running server goes on.
 *
 * @param readyAt since when players can join
 * @param session the session that it runs for; empty for a run on demand
 * @param nextBooking the start of the next session of another user on its licence
 * @param order of maintenance
 * @param budget of a user with a spending cap
 */
public record ShutdownInput(
    Instant readyAt,
    Optional<TimeSlot> session,
    Optional<Instant> nextBooking,
    PlayerActivity activity,
    Optional<Notice> notice,
    ShutdownSettings settings,
    Optional<StopCause> order,
    Optional<Budget> budget) {}
