package dev.foundryhosting.instance;

import dev.foundryhosting.instance.reconcile.Step;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How an instance is destroyed and how far that has come.
 *
 * @param keepLicense whether the licence and the secret with its credentials stay, so that others
 *     can go on playing on it; as asked for, and from {@link Step#REMOVE_LICENSE} on as it is
 * @param erase whether nothing at all may remain of the user: no tombstone and no recovery of the
 *     secret
 * @param requestedAt when it was asked for
 * @param done the steps that are behind it
 * @param wipe the removal of the user's files, once it has begun
 * @param finishedAt when everything was gone; from then on the record is a tombstone
 */
public record Teardown(
    boolean keepLicense,
    boolean erase,
    Instant requestedAt,
    Set<Step> done,
    Optional<Wipe> wipe,
    Optional<Instant> finishedAt) {

  public Teardown {
    Objects.requireNonNull(requestedAt, "requestedAt");
    done =
        Collections.unmodifiableSet(
            done.isEmpty() ? EnumSet.noneOf(Step.class) : EnumSet.copyOf(done));
    Objects.requireNonNull(wipe, "wipe");
    Objects.requireNonNull(finishedAt, "finishedAt");
  }

  static Teardown requested(boolean keepLicense, boolean erase, Instant now) {
    return new Teardown(keepLicense, erase, now, Set.of(), Optional.empty(), Optional.empty());
  }

  public Teardown with(Step step) {
    EnumSet<Step> more = EnumSet.of(step);
    more.addAll(done);
    return new Teardown(keepLicense, erase, requestedAt, more, wipe, finishedAt);
  }

  /** The same teardown where a step has to be taken once more. */
  public Teardown without(Step step) {
    EnumSet<Step> fewer = EnumSet.noneOf(Step.class);
    fewer.addAll(done);
    fewer.remove(step);
    return new Teardown(keepLicense, erase, requestedAt, fewer, wipe, finishedAt);
  }

  public Teardown with(Wipe progressed) {
    return new Teardown(keepLicense, erase, requestedAt, done, Optional.of(progressed), finishedAt);
  }

  /** What was asked for gives way to what is: there may be no licence to keep, or one after all. */
  public Teardown keeping(boolean licenseStays) {
    return new Teardown(licenseStays, erase, requestedAt, done, wipe, finishedAt);
  }

  public Teardown finished(Instant now) {
    return new Teardown(keepLicense, erase, requestedAt, done, wipe, Optional.of(now));
  }

  /**
   * The same teardown when it is asked for again: whoever asks for erasure gets it, also of what an
   * earlier teardown left standing.
   */
  Teardown widened(boolean eraseToo) {
    if (!eraseToo || erase) {
      return this;
    }
    EnumSet<Step> behind = EnumSet.noneOf(Step.class);
    behind.addAll(done);
    behind.remove(Step.REMOVE_LICENSE);
    behind.remove(Step.REMOVE_SECRET);
    return new Teardown(false, true, requestedAt, behind, wipe, Optional.empty());
  }
}
