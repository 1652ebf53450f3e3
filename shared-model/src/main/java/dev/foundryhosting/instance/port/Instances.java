package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Port: the instances' records, with all that must change together with one of them: the claim on a
 * subdomain, and the run that holds a licence.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by key are
 * strongly consistent; reads over an index may lag. A failure is a {@code DEPENDENCY_FAILED}, never
 * an empty answer.
 */
public interface Instances {
  /** How long a tombstone is kept after everything else is gone. */
  Duration TOMBSTONE_KEPT = Duration.ofDays(30);

  /** The record of a user, a tombstone too. */
  Optional<Instance> find(UserId user);

  /**
   * Writes a new instance, the claim on its subdomain and its licence in one transaction. A
   * tombstone of the same user gives way, and so does the user's own claim on the same name.
   *
   * @param instance at revision 0
   * @param license the user's own licence, at revision 0, or one from before that is changed; empty
   *     when the user has none, or one that stays as it is
   */
  Created create(Instance instance, Optional<License> license);

  /**
   * Writes a record.
   *
   * @return the record as it stands now; empty when somebody else wrote it since it was read
   */
  Optional<Instance> save(Instance changed);

  /**
   * Writes a record with its run and gives the run its licence, in one transaction; a run that
   * serves a session only while that is booked, and on somebody else's licence only while that is
   * lent.
   *
   * @param changed has a run
   */
  Claimed claim(Instance changed);

  /**
   * Writes the record of an instance whose teardown is finished, and gives its subdomain free where
   * the user still owns it, in one transaction. What is written is a tombstone that expires after
   * {@link #TOMBSTONE_KEPT} (never while the user's licence is kept); nothing remains of a user who
   * is to be erased.
   *
   * @return whether it was written; false when somebody else wrote the record since it was read
   */
  boolean finalizeDeletion(Instance finished);

  /** Whether nobody owns a subdomain. */
  boolean free(Subdomain subdomain);

  /** The user whose run has this task. */
  Optional<UserId> findByTask(String taskArn);

  /**
   * Users whose instance must be looked at, those due longest first within a shard.
   *
   * @param shard 0 to 7; see {@link #shardOf}
   * @param until due at this time or before
   * @param limit at most so many
   */
  List<UserId> due(int shard, Instant until, int limit);

  /**
   * Instances that need attention, which are all that run, with what the index shows of them.
   *
   * @param shard as of {@link #due}
   */
  List<Instance> active(int shard);

  /**
   * All instances that are not gone, in no particular order.
   *
   * @param cursor where the page before ended
   * @param limit at most so many
   */
  Page list(Optional<String> cursor, int limit);

  /** The shard of the due index in which a user's instance is found. */
  static int shardOf(UserId user) {
    return Math.floorMod(
        user.value().hashCode(), dev.foundryhosting.platform.TableSchema.DUE_SHARDS);
  }

  /**
   * The record of a user who must have an instance.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND} when there is none, or only a tombstone
   */
  default Instance require(UserId user) {
    return standing(user, find(user));
  }

  /** As {@link #require}, of a record that was read in another way. */
  static Instance standing(UserId user, Optional<Instance> found) {
    return found
        .filter(instance -> !instance.gone())
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INSTANCE_NOT_FOUND, "There is no server of user " + user + "."));
  }

  /**
   * Changes a record, whoever else writes it at the same time: the change is made again on what
   * they wrote. Nothing is written when the change changes nothing.
   *
   * @param known the record as it was read last
   * @param change pure; it may throw to give up
   * @return the record as it stands now
   * @throws PlatformException {@code CONFLICT} when others were faster ten times in a row
   */
  default Instance update(Instance known, UnaryOperator<Instance> change) {
    Instance current = known;
    for (int attempt = 0; attempt < 10; attempt++) {
      Instance changed = change.apply(current);
      if (changed.equals(current)) {
        return current;
      }
      Optional<Instance> written = save(changed);
      if (written.isPresent()) {
        return written.get();
      }
      current =
          find(known.userId())
              .orElseThrow(
                  () ->
                      new PlatformException(
                          ErrorCode.INSTANCE_NOT_FOUND,
                          "There is no server of user " + known.userId() + "."));
    }
    throw new PlatformException(
        ErrorCode.CONFLICT, "The server is being changed by others right now. Try again.");
  }

  /** How {@link #create} went. */
  sealed interface Created {
    /** As it stands now. */
    record Done(Instance instance) implements Created {}

    /** The user has an instance. */
    record Exists() implements Created {}

    /** Somebody else wrote the licence since it was read. */
    record LicenseOvertaken() implements Created {}

    /** Somebody else owns the name. */
    record SubdomainTaken() implements Created {}
  }

  /** How {@link #claim} went. */
  sealed interface Claimed {
    /** As it stands now. */
    record Done(Instance instance) implements Claimed {}

    /** Somebody else wrote the record since it was read. */
    record Overtaken() implements Claimed {}

    /** Another run holds the licence. */
    record InUse(RunClaim by) implements Claimed {}

    /** The licence is somebody else's, who took it back. */
    record TakenBack() implements Claimed {}

    /** There is no such licence. */
    record NoLicense() implements Claimed {}

    /** The session that the run would serve is over or was cancelled. */
    record NotBooked() implements Claimed {}
  }

  /** A page of a listing. */
  record Page(List<Instance> instances, Optional<String> cursor) {}
}
