/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.files.FileJob.Kind;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.Labelled;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A server.
 *
 * @param username as the user wrote it
 * @param subdomain made of it
 * @param url where players reach it
 * @param statusReason why it is not as its user wants it
 * @param desired what the platform brings it to
 * @param progress of the present or last start or stop
 * @param license the user's own, for {@code byol}
 * @param foundryVersion what the next start runs, or the present run runs: the exact build, once
 *     one is cached
 * @param requestedVersion what was asked for; absent in the answer of an earlier version
 * @param size of the machine that the next start has
 * @param runningSize of the machine that it runs on; only where that is another one
 * @param world the folder of the one that the next start opens
 * @param startedAt since when the task runs, before that when it was asked for; only while it runs
 * @param readyAt since when players can join; only while it runs
 * @param shutdownAt when it will be stopped, once that is announced
 * @param players how many play, as far as that is known; only while it runs
 * @param attention what the user has to do
 * @param keptAliveUntil until when it goes on although it is empty
 * @param linkedSessionId the session that it runs for
 * @param cost of the run so far, while it is not booked
 * @param nextSession the user's next one
 * @param fileJob the last work on its files, as far as it is
 * @param storage what its files take
 */
public record InstanceAnswer(
    UserId userId,
    String username,
    String subdomain,
    String url,
    Label<Status> status,
    Optional<String> statusReason,
    Label<Desired> desired,
    Label<LicenseType> licenseType,
    Optional<Progress> progress,
    Optional<License> license,
    String foundryVersion,
    Optional<String> requestedVersion,
    Label<ServerSize> size,
    Optional<Label<ServerSize>> runningSize,
    Optional<String> world,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> startedAt,
    Optional<Instant> readyAt,
    Optional<Instant> shutdownAt,
    Optional<Integer> players,
    Optional<Label<Attention>> attention,
    Optional<Instant> keptAliveUntil,
    Optional<SessionId> linkedSessionId,
    Optional<Amount> cost,
    Optional<NextSession> nextSession,
    Optional<FileJob> fileJob,
    Optional<Storage> storage,
    Settings settings,
    Assets assets) {

  /**
   * How far a start or a stop is.
   *
   * @param phase the present one
   * @param since when it began
   * @param phases all so far, the present one too
   */
  public record Progress(Label<Phase> phase, Instant since, List<Step> phases) {}

  /** A phase and when it began. */
  public record Step(Label<Phase> phase, Instant since) {}

  /** The user's own licence, and whether it is lent. */
  public record License(LicenseId licenseId, Label<SharingState> sharing) {}

  /**
   * Work on the server's files.
   *
   * @param progress while it is at work
   * @param result what came of it, or why it failed
   */
  public record FileJob(
      String id,
      Label<Kind> kind,
      Label<JobStatus> status,
      Optional<JobProgress> progress,
      Optional<String> result) {}

  /** How far work on files is. */
  public enum JobStatus implements Labelled {
    REQUESTED,
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * How much of it is done.
   *
   * @param of how many worlds, systems and modules there are
   * @param bytes of the files in those that are done
   */
  public record JobProgress(int done, int of, long bytes) {}

  /** What files and save points take. */
  public record Storage(long filesBytes, long savedBytes, Instant measuredAt) {}

  /** A session that is booked. */
  public record NextSession(SessionId sessionId, Instant startsAt, Instant endsAt) {}

  /**
   * How long it is left running, and what it may cost.
   *
   * @param idleMinutes without players until it is stopped
   * @param neverJoinedMinutes the same when no player ever came
   * @param maxHours how long it runs on demand when players cannot be counted
   * @param saveAfterRuns whether a save point is taken after each run that players joined
   * @param storageLimitGb how much files and save points may take; absent without a limit
   * @param spendingCap a month, as a decimal number in the platform's currency; absent without one
   */
  public record Settings(
      int idleMinutes,
      int neverJoinedMinutes,
      int maxHours,
      Optional<Boolean> saveAfterRuns,
      Optional<Integer> storageLimitGb,
      Optional<String> spendingCap) {}

  /**
   * Where the user's pictures and sounds lie.
   *
   * @param bucket of S3
   * @param baseUrl for players' browsers
   */
  public record Assets(String bucket, String baseUrl) {}
}
