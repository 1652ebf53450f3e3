/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Work on a user's files. A user has one job at a time; a new one takes the place of the last.
 *
 * @param id follows from what asks for the job, so that a second request begins no second job
 * @param userId whose files it works on
 * @param licenseId the licence of the kinds that need one
 * @param savePoint the save point that it takes, for the kinds that take one
 * @param restoration what a {@code RESTORE} brings back
 * @param aliveAt when it was begun last, or gave its last sign of life
 * @param result what came of it, or why it failed; a sentence
 */
public record FileJob(
    String id,
    Kind kind,
    UserId userId,
    Optional<LicenseId> licenseId,
    Optional<SavePointOrder> savePoint,
    Optional<Restoration> restoration,
    Status status,
    Instant requestedAt,
    Instant aliveAt,
    Optional<String> result) {
  /** A job that gave no sign for so long is begun again, and a failed one is tried again. */
  public static final Duration SILENCE = Duration.ofMinutes(2);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  public FileJob {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a job's id is 1 to 128 plain characters");
    }
    if (licenseId.isPresent() != kind.ofLicense()) {
      throw new IllegalArgumentException("a job has a licence when its kind needs one");
    }
    if (savePoint.isPresent() != kind.takesSavePoint()
        || restoration.isPresent() != (kind == Kind.RESTORE)) {
      throw new IllegalArgumentException("a job has a save point when its kind takes one");
    }
  }

  /** What a job does. */
  public enum Kind {
    /** Lays the signed licence file into the user's folder before a run. */
    LICENSE_IN,
    /** Takes the licence file out of the user's folder after a run, and keeps a signed one. */
    LICENSE_OUT,
    /** Removes the file that is kept for a licence. */
    LICENSE_REMOVE,
    /** Removes all files of the user. */
    WIPE,
    /** Takes a save point. A start does not wait for it: it takes its place. */
    SAVE,
    /** Takes a save point, and then brings back what another one holds. */
    RESTORE;

    boolean ofLicense() {
      return this == LICENSE_IN || this == LICENSE_OUT || this == LICENSE_REMOVE;
    }

    boolean takesSavePoint() {
      return this == SAVE || this == RESTORE;
    }
  }

  /** How far a job is. */
  public enum Status {
    REQUESTED,
    RUNNING,
    DONE,
    /** It is tried again when it is begun again. */
    FAILED
  }

  /** A job without a save point that is asked for now. */
  public static FileJob requested(
      String id, Kind kind, UserId user, Optional<LicenseId> license, Instant now) {
    return new FileJob(
        id,
        kind,
        user,
        license,
        Optional.empty(),
        Optional.empty(),
        Status.REQUESTED,
        now,
        now,
        Optional.empty());
  }

  /** The job that takes a save point. */
  public static FileJob save(UserId user, SavePointOrder order, Instant now) {
    return withSavePoint("save-" + order.id(), Kind.SAVE, user, order, Optional.empty(), now);
  }

  /**
   * The job that brings back what a save point holds.
   *
   * @param before the save point that is taken first
   */
  public static FileJob restore(
      UserId user, SavePointOrder before, Restoration restoration, Instant now) {
    Optional<Restoration> restored = Optional.of(restoration);
    return withSavePoint("restore-" + before.id(), Kind.RESTORE, user, before, restored, now);
  }

  private static FileJob withSavePoint(
      String id,
      Kind kind,
      UserId user,
      SavePointOrder order,
      Optional<Restoration> restoration,
      Instant now) {
    return new FileJob(
        id,
        kind,
        user,
        Optional.empty(),
        Optional.of(order),
        restoration,
        Status.REQUESTED,
        now,
        now,
        Optional.empty());
  }

  public boolean done() {
    return status == Status.DONE;
  }

  public boolean failed() {
    return status == Status.FAILED;
  }

  /** Whether it is the same job, however far each of the two is. */
  public boolean is(FileJob other) {
    return id.equals(other.id);
  }

  /** Whether nothing was heard of it for {@link #SILENCE}. */
  public boolean silent(Instant now) {
    return !now.isBefore(aliveAt.plus(SILENCE));
  }

  /** The same job when it is begun once more. */
  public FileJob begun(Instant now) {
    return with(Status.REQUESTED, now, Optional.empty());
  }

  /** The same job with a sign of life. */
  public FileJob running(Instant now) {
    return with(Status.RUNNING, now, Optional.empty());
  }

  public FileJob done(String outcome, Instant now) {
    return with(Status.DONE, now, Optional.of(outcome));
  }

  public FileJob failed(String why, Instant now) {
    return with(Status.FAILED, now, Optional.of(why));
  }

  private FileJob with(Status newStatus, Instant sign, Optional<String> newResult) {
    return new FileJob(
        id,
        kind,
        userId,
        licenseId,
        savePoint,
        restoration,
        newStatus,
        requestedAt,
        sign,
        newResult);
  }
}
