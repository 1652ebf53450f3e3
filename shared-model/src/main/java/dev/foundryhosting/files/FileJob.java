/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.Labelled;
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
 * @param aliveAt when it was begun last, or gave its last sign of life
 * @param progress how far its work is; empty before it counted what there is to do
 * @param result what came of it, or why it failed; a sentence
 */
public record FileJob(
    String id,
    UserId userId,
    FileWork work,
    Status status,
    Instant requestedAt,
    Instant aliveAt,
    Optional<Progress> progress,
    Optional<String> result) {
  /** A job that gave no sign for so long is begun again, and a failed one is tried again. */
  public static final Duration SILENCE = Duration.ofMinutes(2);

  /** How long a job that keeps failing is tried, if it can be given up at all. */
  public static final Duration TRIED = Duration.ofHours(6);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  public FileJob {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a job's id is 1 to 128 plain characters");
    }
  }

  /** What a job does, as records and logs name it. */
  public enum Kind implements Labelled {
    LICENSE_IN,
    LICENSE_OUT,
    LICENSE_REMOVE,
    WIPE,
    SAVE,
    RESTORE,
    EXPORT,
    IMPORT,
    MEASURE,
    FORGET
  }

  /** How far a job is. */
  public enum Status implements Labelled {
    /** It stands in its server's record alone, until nothing runs. */
    WAITING,
    REQUESTED,
    RUNNING,
    DONE,
    /** It is tried again when it is begun again. */
    FAILED,
    /** It cannot be done as it was asked for; its result says why. It is not tried again. */
    REFUSED
  }

  /**
   * How far the work is, in steps of about the same kind, such as worlds and modules.
   *
   * @param done how many steps are done
   * @param of how many there are
   * @param bytes of the files in the steps that are done
   */
  public record Progress(int done, int of, long bytes) {}

  /** A job that is asked for now. */
  public static FileJob requested(String id, UserId user, FileWork work, Instant now) {
    return new FileJob(
        id, user, work, Status.REQUESTED, now, now, Optional.empty(), Optional.empty());
  }

  /** The job that takes a save point. */
  public static FileJob save(UserId user, SavePointOrder order, Instant now) {
    return requested("save-" + order.id(), user, new FileWork.Save(order), now);
  }

  /**
   * The job that brings back what a save point holds.
   *
   * @param before the save point that is taken first
   */
  public static FileJob restore(
      UserId user, SavePointOrder before, Restoration restoration, Instant now) {
    FileWork work = new FileWork.Restore(before, restoration);
    return requested("restore-" + before.id(), user, work, now);
  }

  public Kind kind() {
    return work.kind();
  }

  /** The save point that it takes, if any, as it was asked for. */
  public Optional<SavePoint> savePoint() {
    return work.savePoint().map(order -> SavePoint.begun(order, requestedAt));
  }

  /** Whether it came to its end, so that it is not begun again; its work may have been refused. */
  public boolean done() {
    return status == Status.DONE || status == Status.REFUSED;
  }

  /** Whether it came to its end with nothing changed. */
  public boolean refused() {
    return status == Status.REFUSED;
  }

  /** Whether it is still to be begun. */
  public boolean waiting() {
    return status == Status.WAITING;
  }

  /**
   * Whether something of it is left to do. One that only adds something is given up when it still
   * fails after {@link #TRIED}.
   */
  public boolean open(Instant now) {
    boolean givenUp = failed() && work.mayBeGivenUp() && !now.isBefore(requestedAt.plus(TRIED));
    return !done() && !givenUp;
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

  /** The same job, asked for now, which is begun when nothing runs. */
  public FileJob waiting(Instant now) {
    return new FileJob(
        id, userId, work, Status.WAITING, now, now, Optional.empty(), Optional.empty());
  }

  /** The same job when it is begun once more. */
  public FileJob begun(Instant now) {
    return with(Status.REQUESTED, now, progress, Optional.empty());
  }

  /** The same job with a sign of life. */
  public FileJob running(Instant now) {
    return with(Status.RUNNING, now, progress, Optional.empty());
  }

  /** The same job when so much of it is done. */
  public FileJob at(Progress reached) {
    return with(status, aliveAt, Optional.of(reached), result);
  }

  public FileJob done(String outcome, Instant now) {
    return with(Status.DONE, now, progress, Optional.of(outcome));
  }

  public FileJob refused(String why, Instant now) {
    return with(Status.REFUSED, now, progress, Optional.of(why));
  }

  public FileJob failed(String why, Instant now) {
    return with(Status.FAILED, now, progress, Optional.of(why));
  }

  private FileJob with(
      Status newStatus, Instant sign, Optional<Progress> reached, Optional<String> newResult) {
    return new FileJob(id, userId, work, newStatus, requestedAt, sign, reached, newResult);
  }
}
