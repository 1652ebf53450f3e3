/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.InMemoryReleases;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.port.SessionOverviews;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.port.InMemoryLedger;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The instances and the licences in memory, behind both ports: one store, since some writes change
 * both or neither. As strict as DynamoDB: every write is conditional, a transaction does all or
 * nothing, and the indexes lag when told to.
 */
public final class InMemoryPlatformStore
    implements Instances,
        Licenses,
        Reservations,
        Sessions,
        SessionOverviews,
        StartRecords,
        TableRecords,
        MaintenanceOrders {
  private final TreeMap<UserId, Instance> instances = new TreeMap<>();
  private final Map<Subdomain, UserId> subdomains = new HashMap<>();
  private final Map<LicenseId, License> licenses = new HashMap<>();
  private final Map<CredentialClaim, UserId> claims = new TreeMap<>();
  private final Map<SessionId, Session> sessions = new HashMap<>();
  private final Map<SessionId, Reservation> reservations = new HashMap<>();
  private final Map<UserId, Long> diaryRevisions = new HashMap<>();
  private final Map<UserId, Map<Week, Duration>> played = new HashMap<>();
  private final UsageLedger ledger;

  /** The record of the release cache. */
  public final InMemoryReleases releases = new InMemoryReleases();

  private Optional<MaintenanceOrder> maintenance = Optional.empty();
  private Optional<List<Instance>> laggingIndex = Optional.empty();

  public InMemoryPlatformStore() {
    this(new InMemoryLedger());
  }

  /**
   * @param ledger where a start reads what was spent
   */
  public InMemoryPlatformStore(UsageLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public synchronized Optional<Instance> find(UserId user) {
    return Optional.ofNullable(instances.get(user));
  }

  @Override
  public synchronized Created create(Instance instance, Optional<License> license) {
    if (instance.revision() != 0) {
      throw new IllegalArgumentException("an instance that is created was never written before");
    }
    UserId user = instance.userId();
    Subdomain name = instance.profile().subdomain();
    if (find(user).filter(other -> !other.gone()).isPresent()) {
      return new Created.Exists();
    }
    if (!subdomains.getOrDefault(name, user).equals(user)) {
      return new Created.SubdomainTaken();
    }
    Map<CredentialClaim, UserId> taken = license.map(this::holders).orElse(Map.of());
    if (!taken.isEmpty()) {
      return new Created.CredentialsTaken(taken);
    }
    boolean overtaken =
        license
            .filter(
                own -> own.revision() == 0 ? licenses.containsKey(own.licenseId()) : !asRead(own))
            .isPresent();
    if (overtaken) {
      return new Created.LicenseOvertaken();
    }
    license.ifPresent(this::put);
    subdomains.put(name, user);
    return new Created.Done(write(instance));
  }

  @Override
  public synchronized Optional<Instance> save(Instance changed) {
    boolean finishes = changed.gone() && find(changed.userId()).filter(Instance::gone).isEmpty();
    return asRead(changed) && !finishes ? Optional.of(write(changed)) : Optional.empty();
  }

  @Override
  public synchronized Instances.Claimed claim(Instance changed) {
    RunClaim claim =
        changed
            .claim()
            .orElseThrow(() -> new IllegalArgumentException("only a run claims a licence"));
    LicenseId id = changed.run().orElseThrow().licenseId();
    if (!asRead(changed)) {
      return new Instances.Claimed.Overtaken();
    }
    License license = licenses.get(id);
    if (license == null) {
      return new Instances.Claimed.NoLicense();
    }
    Optional<RunClaim> other = license.run().filter(by -> !by.runId().equals(claim.runId()));
    if (other.isPresent()) {
      return new Instances.Claimed.InUse(other.get());
    }
    if (!license.honours(claim.user())) {
      return new Instances.Claimed.TakenBack();
    }
    Optional<Reservation> booking = changed.run().orElseThrow().booking();
    if (booking.filter(b -> !reservations.containsValue(b)).isPresent()) {
      return new Instances.Claimed.NotBooked();
    }
    write(license.claimed(claim));
    return new Instances.Claimed.Done(write(changed));
  }

  @Override
  public synchronized boolean finalizeDeletion(Instance finished) {
    if (!finished.gone()) {
      throw new IllegalArgumentException("only a finished teardown is finalized");
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
  public synchronized List<Instance> active(int shard) {
    return index()
        .filter(instance -> Instances.shardOf(instance.userId()) == shard)
        .filter(instance -> nextCheckAt(instance).isPresent() && !instance.gone())
        .toList();
  }

  @Override
  public synchronized Instances.Page list(Optional<String> cursor, int limit) {
    requirePositive(limit);
    Map<UserId, Instance> rest =
        cursor.isPresent() ? instances.tailMap(position(cursor.get()), false) : instances;
    List<Instance> following = rest.values().stream().filter(instance -> !instance.gone()).toList();
    List<Instance> page = following.stream().limit(limit).toList();
    return new Instances.Page(
        page,
        following.size() > limit ? Optional.of(page.getLast().userId().value()) : Optional.empty());
  }

  @Override
  public synchronized Optional<License> find(LicenseId id) {
    return Optional.ofNullable(licenses.get(id));
  }

  @Override
  public synchronized List<License> pool() {
    return licenses.values().stream().filter(l -> l.sharing() == SharingState.SHARED).toList();
  }

  @Override
  public synchronized List<License> all() {
    return List.copyOf(licenses.values());
  }

  @Override
  public synchronized Optional<License> save(
      License changed, List<SessionId> toWake, Instant dueAt) {
    if (!asRead(changed)) {
      return Optional.empty();
    }
    wake(toWake.stream().distinct().toList(), dueAt);
    return Optional.of(write(changed));
  }

  @Override
  public synchronized Optional<License> saveWhile(License changed, Reservation booked) {
    return asRead(changed) && reservations.containsValue(booked)
        ? Optional.of(write(changed))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<License> saveFreeing(License changed, Set<CredentialClaim> freed) {
    if (!asRead(changed)) {
      return Optional.empty();
    }
    free(freed, changed.ownerId());
    return Optional.of(write(changed));
  }

  @Override
  public synchronized Licenses.Claimed saveClaiming(License changed) {
    Map<CredentialClaim, UserId> taken = holders(changed);
    if (!taken.isEmpty()) {
      return new Licenses.Claimed.Taken(taken);
    }
    return asRead(changed)
        ? new Licenses.Claimed.Done(write(changed))
        : new Licenses.Claimed.Overtaken();
  }

  /** Who else holds what a licence claims. */
  private Map<CredentialClaim, UserId> holders(License license) {
    Map<CredentialClaim, UserId> taken = new TreeMap<>(claims);
    taken.keySet().retainAll(license.claims().held());
    taken.values().removeIf(license.ownerId()::equals);
    return taken;
  }

  private void free(Set<CredentialClaim> freed, UserId owner) {
    freed.forEach(claim -> claims.remove(claim, owner));
  }

  @Override
  public synchronized boolean remove(License read) {
    if (licenses.containsKey(read.licenseId()) && !asRead(read)) {
      return false;
    }
    licenses.remove(read.licenseId());
    free(read.claims().held(), read.ownerId());
    return true;
  }

  @Override
  public synchronized List<Reservation> on(LicenseId license) {
    return reservations.values().stream()
        .filter(r -> r.licenseId().equals(license))
        .sorted(Comparator.comparing(r -> r.slot().start()))
        .toList();
  }

  @Override
  public synchronized UserBookings of(UserId user) {
    return new UserBookings(
        user,
        reservations.values().stream().filter(r -> r.userId().equals(user)).toList(),
        played.getOrDefault(user, Map.of()),
        diaryRevisions.getOrDefault(user, 0L));
  }

  @Override
  public synchronized void wake(List<SessionId> toWake, Instant dueAt) {
    toWake.stream()
        .flatMap(id -> find(id).stream())
        .filter(session -> session.status().open())
        .forEach(session -> write(session.due(Optional.of(dueAt))));
  }

  @Override
  public synchronized boolean forget(UserId user) {
    sessions
        .values()
        .removeIf(s -> s.userId().equals(user) && !s.status().open() && s.dueAt().isEmpty());
    boolean forgotten = sessions.values().stream().noneMatch(s -> s.userId().equals(user));
    if (forgotten) {
      diaryRevisions.remove(user);
      played.remove(user);
    }
    return forgotten;
  }

  @Override
  public synchronized Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized Optional<Session> book(
      Session session, List<Session> displaced, License license, UserBookings diary) {
    if (session.revision() != 0) {
      throw new IllegalArgumentException("a session that is booked was never written before");
    }
    Optional<License> stored =
        find(license.licenseId())
            .filter(l -> l.bookingVersion() == license.bookingVersion())
            .filter(l -> l.createdAt().equals(license.createdAt()))
            .filter(l -> l.admits(session.userId()));
    boolean diaryMoved = diaryRevisions.getOrDefault(session.userId(), 0L) != diary.revision();
    displaced.forEach(InMemoryPlatformStore::requireClosed);
    if (stored.isEmpty()
        || diaryMoved
        || sessions.containsKey(session.sessionId())
        || !displaced.stream().allMatch(this::asRead)) {
      return Optional.empty();
    }
    Map<UserId, Long> revisions = new HashMap<>(diaryRevisions);
    displaced.forEach(this::end);
    displaced.forEach(
        closed -> diaryRevisions.put(closed.userId(), revisions.get(closed.userId()) + 1));
    diary
        .weeksBefore(session.createdAt())
        .forEach(week -> played.getOrDefault(session.userId(), Map.of()).remove(week));
    write(stored.get().booked());
    reservations.put(session.sessionId(), session.reservation());
    diaryRevisions.merge(session.userId(), 1L, Long::sum);
    return Optional.of(write(session));
  }

  @Override
  public synchronized Optional<Session> save(Session changed) {
    requireUnclosed(changed);
    return asRead(changed) ? Optional.of(write(changed)) : Optional.empty();
  }

  @Override
  public synchronized Optional<Session> close(Session closed) {
    requireClosed(closed);
    return asRead(closed) ? Optional.of(end(closed)) : Optional.empty();
  }

  private static void requireClosed(Session session) {
    if (session.status().open()) {
      throw new IllegalArgumentException("an open session is saved, not closed");
    }
  }

  private Session end(Session closed) {
    reservations.remove(closed.sessionId());
    diaryRevisions.merge(closed.userId(), 1L, Long::sum);
    if (!closed.borrowed().isZero()) {
      played
          .computeIfAbsent(closed.userId(), user -> new HashMap<>())
          .merge(Week.of(closed.slot().start()), closed.borrowed(), Duration::plus);
    }
    return write(closed);
  }

  @Override
  public synchronized Sessions.Page ofUser(UserId user, Optional<String> cursor, int limit) {
    requirePositive(limit);
    cursor.ifPresent(InMemoryPlatformStore::requirePosition);
    List<Session> following =
        sessions.values().stream()
            .filter(session -> session.userId().equals(user))
            .sorted(Comparator.comparing(InMemoryPlatformStore::sessionPosition).reversed())
            .dropWhile(
                session ->
                    cursor.filter(c -> sessionPosition(session).compareTo(c) >= 0).isPresent())
            .toList();
    List<Session> page = following.stream().limit(limit).toList();
    return new Sessions.Page(
        page,
        following.size() > limit ? Optional.of(sessionPosition(page.getLast())) : Optional.empty());
  }

  @Override
  public synchronized List<Session> openSessions() {
    return sessions.values().stream().filter(session -> session.status().open()).toList();
  }

  @Override
  public synchronized List<SessionId> dueSessions(int shard, Instant until, int limit) {
    requirePositive(limit);
    return sessions.values().stream()
        .filter(session -> Sessions.shardOf(session.sessionId()) == shard)
        .filter(session -> session.dueAt().filter(at -> !at.isAfter(until)).isPresent())
        .sorted(Comparator.comparing(session -> session.dueAt().orElseThrow()))
        .map(Session::sessionId)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Overview overview(UserId user) {
    return new Overview(find(user), find(LicenseId.ofOwner(user)), of(user));
  }

  @Override
  public synchronized Optional<TableRecords.Found> find(Subdomain name) {
    return Optional.ofNullable(subdomains.get(name))
        .flatMap(this::find)
        .filter(instance -> !instance.gone() && instance.profile().subdomain().equals(name))
        .map(instance -> new TableRecords.Found(instance, of(instance.userId()), maintenance));
  }

  @Override
  public synchronized StartRecords.Found beforeStart(UserId user, UsageMonth month) {
    return new StartRecords.Found(
        find(user), of(user), maintenance, ledger.total(user, month), releases.find());
  }

  @Override
  public synchronized Optional<MaintenanceOrder> maintenance() {
    return maintenance;
  }

  @Override
  public synchronized MaintenanceOrder order(String reason, UserId by, Instant now) {
    MaintenanceOrder ordered =
        new MaintenanceOrder(reason, by, maintenance.map(MaintenanceOrder::since).orElse(now));
    maintenance = Optional.of(ordered);
    return ordered;
  }

  @Override
  public synchronized void lift() {
    maintenance = Optional.empty();
  }

  // For tests to look inside, and to bring about what seldom happens.

  /** Every record, tombstones too, ordered by user. */
  public synchronized List<Instance> allInstances() {
    return List.copyOf(instances.values());
  }

  /** Every licence, in no particular order. */
  public List<License> allLicenses() {
    return all();
  }

  /** Every session, in no particular order. */
  public synchronized List<Session> allSessions() {
    return List.copyOf(sessions.values());
  }

  /** Who has a diary, be it empty. */
  public synchronized Set<UserId> allDiaries() {
    return Set.copyOf(diaryRevisions.keySet());
  }

  /** Every reservation, in no particular order. */
  public synchronized List<Reservation> allReservations() {
    return List.copyOf(reservations.values());
  }

  /** Who holds which claim on a credential. */
  public synchronized Map<CredentialClaim, UserId> allClaims() {
    return Map.copyOf(claims);
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
    License unused = write(license);
  }

  /** Puts a record and the claim on its name as if they had been written, whatever stood there. */
  public synchronized Instance put(Instance instance) {
    if (!instance.gone()) {
      subdomains.put(instance.profile().subdomain(), instance.userId());
    }
    return write(instance);
  }

  /** The time of a user's tombstone is over. */
  public synchronized void expire(UserId user) {
    if (!find(user).filter(Instance::gone).isPresent()) {
      throw new IllegalStateException("only a tombstone expires");
    }
    instances.remove(user);
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

  private boolean asRead(License changed) {
    return find(changed.licenseId())
        .filter(stored -> stored.revision() == changed.revision())
        .filter(stored -> stored.createdAt().equals(changed.createdAt()))
        .isPresent();
  }

  private License write(License changed) {
    License written = changed.written(changed.revision() + 1);
    licenses.put(changed.licenseId(), written);
    written.claims().held().forEach(claim -> claims.put(claim, written.ownerId()));
    return written;
  }

  private boolean asRead(Session changed) {
    return find(changed.sessionId())
        .filter(stored -> stored.revision() == changed.revision())
        .isPresent();
  }

  private Session write(Session changed) {
    Session written = changed.written(changed.revision() + 1);
    sessions.put(changed.sessionId(), written);
    return written;
  }

  private void requireUnclosed(Session changed) {
    boolean closing =
        find(changed.sessionId()).filter(stored -> stored.status().open()).isPresent()
            && !changed.status().open();
    if (closing) {
      throw new IllegalArgumentException("a session is closed with its reservation");
    }
  }

  private static void requirePosition(String cursor) {
    if (!cursor.matches("[0-9]+#[A-Za-z0-9_-]+")) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
  }

  private static String sessionPosition(Session session) {
    return session.slot().start().getEpochSecond() + "#" + session.sessionId();
  }

  private static Optional<String> taskArn(Instance instance) {
    return instance.gone()
        ? Optional.empty()
        : instance.run().flatMap(Run::task).map(TaskObservation::taskArn);
  }

  private static Optional<Instant> nextCheckAt(Instance instance) {
    return instance.reconcileStatus().nextCheckAt();
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
