/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.ServerSize;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a server, from the request until its licence is given back. An instance has at most
 * one.
 *
 * @param runId drawn with the request; the token by which ECS starts one task for it
 * @param size as it was chosen when the run was requested
 * @param booking the session's reservation that it serves; empty for a run on demand
 * @param world which its server is to open, as it was chosen when the run was requested; empty for
 *     the setup
 * @param downloads whether its task is to download the release before the server starts
 * @param taskRequested whether ECS may have been asked for its task; written before it is
 * @param task its task as observed last; empty until one was started
 * @param route how the load balancer reaches it; players come in from {@code readyAt} on
 * @param targetRegistered whether the load balancer knows the task's address
 * @param readyAt since when players can join
 * @param attention what its user has to do, as far as that was seen
 * @param routeRemoved whether its route was removed for good
 * @param booked whether what its task cost is in the ledger
 */
public record Run(
    String runId,
    LicenseId licenseId,
    Instant requestedAt,
    ServerSize size,
    Optional<Reservation> booking,
    Optional<WorldName> world,
    boolean downloads,
    boolean taskRequested,
    Optional<TaskObservation> task,
    Optional<Route> route,
    boolean targetRegistered,
    Optional<Instant> readyAt,
    Optional<Notice> notice,
    PlayerActivity activity,
    Optional<Attention> attention,
    boolean routeRemoved,
    boolean licenseReleased,
    boolean booked) {

  public Run {
    if (booking.filter(b -> !b.licenseId().equals(licenseId)).isPresent()) {
      throw new IllegalArgumentException("a run uses the licence that was booked for it");
    }
  }

  /** A new run on demand. */
  public static Run requested(String runId, LicenseId licenseId, Instant now) {
    return new RunDraft(runId, licenseId, now).build();
  }

  Run sized(ServerSize chosen) {
    return changed(draft -> draft.size = chosen);
  }

  Run opening(Optional<WorldName> chosen) {
    return changed(draft -> draft.world = chosen);
  }

  /** The same run when its task is to download the release first, or has. */
  public Run downloading(boolean due) {
    return changed(draft -> draft.downloads = due);
  }

  public Optional<TaskObservation.State> taskState() {
    return task.map(TaskObservation::state);
  }

  public boolean taskEnded() {
    return taskState().filter(state -> state == TaskObservation.State.STOPPED).isPresent();
  }

  /**
   * The same run for a session, which it serves until that is over. An earlier notice, such as the
   * end of the session that it served until now, is void: a reason that still holds is announced
   * anew.
   */
  public Run serving(Reservation reservation) {
    return changed(
        draft -> {
          draft.booking = Optional.of(reservation);
          draft.notice = Optional.empty();
        });
  }

  /** Whether this is its task. */
  public boolean has(String taskArn) {
    return task.filter(known -> known.taskArn().equals(taskArn)).isPresent();
  }

  /** The same run with its task as seen now; a task that ended changes no more. */
  public Run observed(TaskObservation seen) {
    return taskEnded() && has(seen.taskArn())
        ? this
        : changed(
            draft -> {
              draft.taskRequested = true;
              draft.task = Optional.of(seen);
            });
  }

  /** The same run once its route stands: from now on ECS may be asked for its task. */
  public Run routedBy(Route opened) {
    return changed(
        draft -> {
          draft.taskRequested = true;
          draft.route = Optional.of(opened);
        });
  }

  public Run withTarget() {
    return changed(draft -> draft.targetRegistered = true);
  }

  public Run ready(Instant now) {
    return changed(draft -> draft.readyAt = Optional.of(now));
  }

  public Run noticed(Optional<Notice> given) {
    return changed(draft -> draft.notice = given);
  }

  Run withActivity(PlayerActivity seen) {
    return changed(draft -> draft.activity = seen);
  }

  Run withAttention(Optional<Attention> seen) {
    return changed(draft -> draft.attention = seen);
  }

  public Run withoutRoute() {
    return withRouteLost().changed(draft -> draft.routeRemoved = true);
  }

  /** The route is gone, and is to be opened again. */
  public Run withRouteLost() {
    return changed(
        draft -> {
          draft.route = Optional.empty();
          draft.targetRegistered = false;
        });
  }

  public Run released() {
    return changed(draft -> draft.licenseReleased = true);
  }

  public Run bookedNow() {
    return changed(draft -> draft.booked = true);
  }

  private Run changed(Consumer<RunDraft> change) {
    RunDraft draft = new RunDraft(this);
    change.accept(draft);
    return draft.build();
  }
}
