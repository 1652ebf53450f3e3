package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The instances and the licences in memory, behind both ports: one store, since some writes change
 * both or neither. As strict as DynamoDB: every write is conditional, a transaction does all or
 * nothing, and the indexes lag when told to.
 */
public final class InMemoryPlatformStore implements Instances, Licenses {
  private final TreeMap<UserId, Instance> instances = new TreeMap<>();
  private final Map<Subdomain, UserId> subdomains = new HashMap<>();
  private final Map<LicenseId, License> licenses = new HashMap<>();
  private Optional<List<Instance>> laggingIndex = Optional.empty();

  @Override
  public synchronized Optional<Instance> find(UserId user) {
    return Optional.ofNullable(instances.get(user));
  }

  @Override
  public synchronized Created create(Instance instance, Optional<License> license) {
    if (instance.revision() != 0) {
      throw new IllegalArgumentException("an instance that is created was never written before");
    }
    if (license.filter(own -> own.revision() != 0).isPresent()) {
      throw new IllegalArgumentException("a licence that is registered was never written before");
    }
    UserId user = instance.userId();
    Subdomain name = instance.profile().subdomain();
    if (find(user).filter(other -> !other.gone()).isPresent()) {
      return new Created.Exists();
    }
    if (!subdomains.getOrDefault(name, user).equals(user)) {
      return new Created.SubdomainTaken();
    }
    if (license.filter(own -> licenses.containsKey(own.licenseId())).isPresent()) {
      return new Created.Exists();
    }
    license.ifPresent(this::write);
    subdomains.put(name, user);
    return new Created.Done(write(instance));
  }

  @Override
  public synchronized Optional<Instance> save(Instance changed) {
    if (changed.gone()) {
      throw new IllegalArgumentException("a finished teardown is buried, not saved");
    }
    return asRead(changed) ? Optional.of(write(changed)) : Optional.empty();
  }

  @Override
  public synchronized Claimed claim(Instance changed) {
    RunClaim claim =
        changed
            .claim()
            .orElseThrow(() -> new IllegalArgumentException("only a run claims a licence"));
    LicenseId id = changed.run().orElseThrow().licenseId();
    if (!asRead(changed)) {
      return new Claimed.Overtaken();
    }
    License license = licenses.get(id);
    if (license == null) {
      return new Claimed.NoLicense();
    }
    Optional<RunClaim> other = license.run().filter(by -> !by.runId().equals(claim.runId()));
    if (other.isPresent()) {
      return new Claimed.InUse(other.get());
    }
    write(withRun(license, Optional.of(claim)));
    return new Claimed.Done(write(changed));
  }

  @Override
  public synchronized boolean bury(Instance finished) {
    if (!finished.gone()) {
      throw new IllegalArgumentException("only a finished teardown is buried");
    }
    if (!asRead(finished)) {
      return false;
    }
    UserId user = finished.userId();
    // After a tombstone was opened again, its old name may belong to somebody else.
    subdomains.remove(finished.profile().subdomain(), user);
    if (finished.teardown().orElseThrow().erase()) {
      instances.remove(user);
    } else {
      write(finished);
    }
    return true;
  }

  @Override
  public synchronized boolean free(Subdomain subdomain) {
    return !subdomains.containsKey(subdomain);
  }

  @Override
  public synchronized Optional<UserId> findByTask(String taskArn) {
    return index()
        .filter(instance -> taskArn(instance).filter(taskArn::equals).isPresent())
        .map(Instance::userId)
        .findFirst();
  }

  @Override
  public synchronized List<UserId> due(int shard, Instant until, int limit) {
    requirePositive(limit);
    return index()
        .filter(instance -> Instances.shardOf(instance.userId()) == shard)
        .filter(instance -> nextCheckAt(instance).filter(at -> !at.isAfter(until)).isPresent())
        .sorted(Comparator.comparing(instance -> nextCheckAt(instance).orElseThrow()))
        .map(Instance::userId)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Page list(Optional<String> cursor, int limit) {
    requirePositive(limit);
    Map<UserId, Instance> rest =
        cursor.isPresent() ? instances.tailMap(position(cursor.get()), false) : instances;
    List<Instance> following = rest.values().stream().filter(instance -> !instance.gone()).toList();
    List<Instance> page = following.stream().limit(limit).toList();
    return new Page(
        page,
        following.size() > limit ? Optional.of(page.getLast().userId().value()) : Optional.empty());
  }

  @Override
  public synchronized Optional<License> find(LicenseId id) {
    return Optional.ofNullable(licenses.get(id));
  }

  @Override
  public synchronized void release(LicenseId id, String runId) {
    find(id)
        .filter(license -> license.run().filter(by -> by.runId().equals(runId)).isPresent())
        .ifPresent(license -> write(withRun(license, Optional.empty())));
  }

  @Override
  public synchronized void recordCredentials(LicenseId id, Credentials credentials) {
    find(id)
        .ifPresent(
            license ->
                write(
                    new License(
                        license.licenseId(),
                        license.ownerId(),
                        credentials,
                        license.sharing(),
                        license.run(),
                        license.bookingVersion(),
                        license.createdAt(),
                        license.revision())));
  }

  @Override
  public synchronized void remove(LicenseId id) {
    licenses.remove(id);
  }

  // For tests to look inside, and to bring about what seldom happens.

  /** Every record, tombstones too, ordered by user. */
  public synchronized List<Instance> allInstances() {
    return List.copyOf(instances.values());
  }

  /** Every licence, in no particular order. */
  public synchronized List<License> allLicenses() {
    return List.copyOf(licenses.values());
  }

  /** Who owns which name. */
  public synchronized Map<Subdomain, UserId> allSubdomains() {
    return Map.copyOf(subdomains);
  }

  /** When the user's tombstone expires; empty when there is none, or it stays with the licence. */
  public synchronized Optional<Instant> expiry(UserId user) {
    return find(user)
        .flatMap(Instance::teardown)
        .filter(teardown -> !teardown.keepLicense())
        .flatMap(Teardown::finishedAt)
        .map(at -> at.plus(TOMBSTONE_KEPT));
  }

  /** Puts a licence as if it had been registered, whatever stood there. */
  public synchronized void put(License license) {
    write(license);
  }

  /** Puts a record and the claim on its name as if they had been written, whatever stood there. */
  public synchronized Instance put(Instance instance) {
    if (!instance.gone()) {
      subdomains.put(instance.profile().subdomain(), instance.userId());
    }
    return write(instance);
  }

  /** From now on the indexes show what stands now, until {@link #catchUp}. */
  public synchronized void lag() {
    laggingIndex = Optional.of(new ArrayList<>(instances.values()));
  }

  /** The indexes show everything again. */
  public synchronized void catchUp() {
    laggingIndex = Optional.empty();
  }

  private Stream<Instance> index() {
    return laggingIndex.orElseGet(this::allInstances).stream();
  }

  /** Whether the stored record is the one that the change was made on. */
  private boolean asRead(Instance changed) {
    // A user who comes back begins at revision 1 again: the time of creation tells the two apart.
    return find(changed.userId())
        .filter(stored -> stored.revision() == changed.revision())
        .filter(stored -> stored.profile().createdAt().equals(changed.profile().createdAt()))
        .isPresent();
  }

  private Instance write(Instance changed) {
    Instance written = changed.written(changed.revision() + 1);
    instances.put(written.userId(), written);
    return written;
  }

  private void write(License changed) {
    licenses.put(
        changed.licenseId(),
        new License(
            changed.licenseId(),
            changed.ownerId(),
            changed.credentials(),
            changed.sharing(),
            changed.run(),
            changed.bookingVersion(),
            changed.createdAt(),
            changed.revision() + 1));
  }

  private static License withRun(License license, Optional<RunClaim> run) {
    return new License(
        license.licenseId(),
        license.ownerId(),
        license.credentials(),
        license.sharing(),
        run,
        license.bookingVersion(),
        license.createdAt(),
        license.revision());
  }

  private static Optional<String> taskArn(Instance instance) {
    return instance.gone()
        ? Optional.empty()
        : instance.run().flatMap(Run::task).map(TaskObservation::taskArn);
  }

  private static Optional<Instant> nextCheckAt(Instance instance) {
    return instance.gone() ? Optional.empty() : instance.upkeep().nextCheckAt();
  }

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least one instance");
    }
  }

  private static UserId position(String cursor) {
    try {
      return new UserId(cursor);
    } catch (PlatformException e) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
  }
}
