/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Port: the instances' records, with what must change in the same write: the claim on a subdomain,
 * and the run that holds a licence.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by key are
 * strongly consistent; reads over an index may lag. A failure is a {@code DEPENDENCY_FAILED}, never
 * an empty answer.
 */
public interface Instances {
  /** How long a tombstone is kept. */
  Duration TOMBSTONE_KEPT = Duration.ofDays(60);

  /** The record of a user, a tombstone too. */
  Optional<Instance> find(UserId user);

  /**
   * Writes a new instance, the claim on its subdomain, its licence and the claims on the licence's
   * credentials in one transaction. It replaces a tombstone of the same user, and the user's own
   * claims on the same name and credentials.
   *
   * @param instance at revision 0
   * @param license the user's own licence, at revision 0 or changed; empty when the user has none,
   *     or one that stays as it is
   */
  Created create(Instance instance, Optional<License> license);

  /**
   * Writes a record; a tombstone only over a tombstone.
   *
   * @return the written record; empty when another writer changed it since it was read
   */
  Optional<Instance> save(Instance changed);

  /**
   * Writes a record with its run and gives the run its licence, in one transaction. The session
   * that the run serves must be booked, and another user's licence lent.
   *
   * @param changed has a run
   */
  Claimed claim(Instance changed);

  /**
   * Writes the record of an instance whose teardown is finished, and frees its subdomain where the
   * user still owns it, in one transaction. The record is a tombstone that expires after {@link
   * #TOMBSTONE_KEPT}, never while the user's licence is kept. Nothing remains of a user who is to
   * be erased.
   *
   * @return false when another writer changed the record since it was read
   */
  boolean finalizeDeletion(Instance finished);

  /** Whether a subdomain has no owner. */
  boolean free(Subdomain subdomain);

  /** The user whose run has this task. */
  Optional<UserId> findByTask(String taskArn);

  /**
   * Users whose instance is due, the longest due first within a shard.
   *
   * @param shard 0 to 7; see {@link #shardOf}
   * @param until due at this time or before
   */
  List<UserId> due(int shard, Instant until, int limit);

  /** As {@link #due}, of all shards. */
  default List<UserId> allDue(Instant until, int shardLimit) {
    return IntStream.range(0, TableSchema.DUE_SHARDS)
        .boxed()
        .flatMap(shard -> due(shard, until, shardLimit).stream())
        .toList();
  }

  /** All instances of a shard that have a next check, so all that run, as the index shows them. */
  List<Instance> active(int shard);

  /**
   * All instances but tombstones, in no particular order.
   *
   * @param cursor where the page before ended
   */
  Page list(Optional<String> cursor, int limit);

  /** The shard of the due index in which a user's instance is found. */
  static int shardOf(UserId user) {
    return Math.floorMod(user.value().hashCode(), TableSchema.DUE_SHARDS);
  }

  /**
   * The record of a user who must have an instance.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND} when there is none, or only a tombstone
   */
  default Instance require(UserId user) {
    return existing(user, find(user));
  }

  /** As {@link #require}, of a record that another port read. */
  static Instance existing(UserId user, Optional<Instance> found) {
    return found.filter(instance -> !instance.gone()).orElseThrow(() -> notFound(user));
  }

  private static PlatformException notFound(UserId user) {
    return new PlatformException(
        ErrorCode.INSTANCE_NOT_FOUND, "There is no server of user " + user + ".");
  }

  /**
   * Changes a record. When another writer was faster, the change is made again on its record.
   * Nothing is written when the change changes nothing.
   *
   * @param known the record as it was read last
   * @param change pure; it may throw to give up
   * @return the written record
   * @throws PlatformException {@code CONFLICT} when others were faster ten times in a row
   */
  default Instance update(Instance known, UnaryOperator<Instance> change) {
    AtomicReference<Optional<Instance>> read = new AtomicReference<>(Optional.of(known));
    return OptimisticRetry.of(
        "server",
        () -> {
          Instance current =
              read.getAndSet(Optional.empty())
                  .or(() -> find(known.userId()))
                  .orElseThrow(() -> notFound(known.userId()));
          Instance changed = change.apply(current);
          return changed.equals(current) ? Optional.of(current) : save(changed);
        });
  }

  /** How {@link #create} went. */
  sealed interface Created {
    record Done(Instance instance) implements Created {}

    /** The user has an instance. */
    record Exists() implements Created {}

    /** Another writer changed the licence since it was read. */
    record LicenseOvertaken() implements Created {}

    record SubdomainTaken() implements Created {}

    /**
     * Other users registered some of the credentials.
     *
     * @param holders by claim
     */
    record CredentialsTaken(Map<CredentialClaim, UserId> holders) implements Created {}
  }

  /** How {@link #claim} went. */
  sealed interface Claimed {
    record Done(Instance instance) implements Claimed {}

    /** Another writer changed the record since it was read. */
    record Overtaken() implements Claimed {}

    /** Another run holds the licence. */
    record InUse(RunClaim by) implements Claimed {}

    /** The licence is another user's, who withdrew it. */
    record TakenBack() implements Claimed {}

    record NoLicense() implements Claimed {}

    /** The session that the run would serve is over or was cancelled. */
    record NotBooked() implements Claimed {}
  }

  record Page(List<Instance> instances, Optional<String> cursor) {}
}
