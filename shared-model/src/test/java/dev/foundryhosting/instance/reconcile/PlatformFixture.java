/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.InMemoryNotifications;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.files.InMemoryFileExchange;
import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.InMemoryFileJobs;
import dev.foundryhosting.files.InMemoryWorldFiles;
import dev.foundryhosting.files.WorldFiles;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.instance.command.ClaimCredentials;
import dev.foundryhosting.instance.command.CreateInstance;
import dev.foundryhosting.instance.command.DeleteUser;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.FileRequests;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateVersion;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.instance.port.InMemoryAccessPoints;
import dev.foundryhosting.instance.port.InMemoryAssetBuckets;
import dev.foundryhosting.instance.port.InMemoryAssetUsers;
import dev.foundryhosting.instance.port.InMemoryHostNames;
import dev.foundryhosting.instance.port.InMemoryPlatformStore;
import dev.foundryhosting.instance.port.InMemoryReleaseTasks;
import dev.foundryhosting.instance.port.InMemoryRoutes;
import dev.foundryhosting.instance.port.InMemoryTasks;
import dev.foundryhosting.instance.port.InMemoryUserSecrets;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.port.RecordingWakeups;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy;
import dev.foundryhosting.license.TestingLicenseDigest;
import dev.foundryhosting.operation.CacheRelease;
import dev.foundryhosting.operation.EndMaintenance;
import dev.foundryhosting.operation.GetPlatformOverview;
import dev.foundryhosting.operation.PlatformOverview;
import dev.foundryhosting.operation.RequeueActiveInstances;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.StartMaintenance;
import dev.foundryhosting.operation.UnusedReleases;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.InMemoryReleaseFolder;
import dev.foundryhosting.release.InMemoryReleaseLinks;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.release.ReleaseFolder;
import dev.foundryhosting.release.Releases;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.BorrowingLimit;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.command.CancelSession;
import dev.foundryhosting.session.command.ManageSharing;
import dev.foundryhosting.session.command.PrepareSessions;
import dev.foundryhosting.session.command.ScheduleSession;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import dev.foundryhosting.shutdown.InMemoryPlayerCounts;
import dev.foundryhosting.shutdown.KeepAlive;
import dev.foundryhosting.shutdown.PlayerCounts;
import dev.foundryhosting.shutdown.Spending;
import dev.foundryhosting.shutdown.SweepInstances;
import dev.foundryhosting.shutdown.orphan.CollectOrphans;
import dev.foundryhosting.shutdown.orphan.InMemoryOrphanCandidates;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates;
import dev.foundryhosting.shutdown.orphan.OrphanPorts;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.port.InMemoryLedger;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The whole platform in memory: every port as its fake, Fargate and the load balancer moved by the
 * test, and workers on it.
 */
public final class PlatformFixture {
  public static final String DOMAIN = "play.example.org";
  public static final UserId ALICE = new UserId("100000000000000001");
  public static final UserId BOB = new UserId("200000000000000002");
  public static final UserId BOSS = new UserId("900000000000000009");
  public static final Instant BEGIN = Instant.parse("2026-11-20T18:00:00Z");

  public final TestClock clock = new TestClock(BEGIN);
  public final InMemoryLedger ledger = new InMemoryLedger();
  public final InMemoryPlatformStore store = new InMemoryPlatformStore(ledger);
  public final InMemoryTasks tasks = new InMemoryTasks(clock);
  public final InMemoryAccessPoints accessPoints = new InMemoryAccessPoints();
  public final InMemoryFileJobs fileJobs = new InMemoryFileJobs();
  public final InMemoryFileInventories inventories = new InMemoryFileInventories();
  public final InMemoryFileArchive archive = new InMemoryFileArchive(clock);
  public final InMemoryFileExchange exchange = new InMemoryFileExchange(archive, clock);
  public final InMemoryWorldFiles worldFiles =
      new InMemoryWorldFiles(fileJobs, inventories, archive, clock);
  public final InMemoryReleaseFolder archives = new InMemoryReleaseFolder();
  public final InMemoryReleaseTasks downloads = new InMemoryReleaseTasks(tasks);
  public final InMemoryReleaseLinks releaseLinks = new InMemoryReleaseLinks();
  public final InMemoryAssetBuckets buckets = new InMemoryAssetBuckets();
  public final InMemoryAssetUsers assetUsers = new InMemoryAssetUsers();
  public final InMemoryUserSecrets secrets = new InMemoryUserSecrets(clock);
  public final InMemoryRoutes routes;
  public final InMemoryHostNames hostNames = new InMemoryHostNames();
  public final RecordingWakeups wakeups = new RecordingWakeups();
  public final InMemoryPlayerCounts players = new InMemoryPlayerCounts();
  public final InMemoryNotifications notifications = new InMemoryNotifications();
  public final InMemoryOrphanCandidates candidates = new InMemoryOrphanCandidates();
  public final LicenseDigest digest = new TestingLicenseDigest();

  /** What users may spend; nobody has a cap unless a test says so. */
  public SpendingCaps caps = new SpendingCaps(Optional.empty(), UsageSamples.PRICES);

  /** What may be booked. */
  public BookingLimits limits = new BookingLimits(10, new BorrowingLimit(Duration.ofHours(12)));

  /** What the journal was told. */
  public final Queue<String> troubles = new ConcurrentLinkedQueue<>();

  /** What operators could count. */
  public final TestingMetrics metrics = new TestingMetrics();

  public final ResourceNames names = new ResourceNames(DOMAIN);
  private final Set<String> orphanTokens = new HashSet<>();
  private final AtomicLong drawn = new AtomicLong();

  public PlatformFixture() {
    this(new InMemoryRoutes());
  }

  /** A world with another load balancer. */
  public PlatformFixture(InMemoryRoutes routes) {
    this.routes = routes;
    for (String build : List.of("11.315", "12.331", "12.343", "13.346", "14.350")) {
      archives.put(build, BEGIN);
    }
  }

  /** Where servers run in this world. */
  public static ServerSettings settings() {
    return settings(true);
  }

  /** Where servers run in this world, with or without a host name for each licence. */
  public static ServerSettings settings(boolean stableHostname) {
    return new ServerSettings(
        "eu-central-1",
        DOMAIN,
        "servers",
        "fs-1",
        "fsap-cache",
        List.of("subnet-a", "subnet-b"),
        "sg-1",
        false,
        "arn:aws:iam::123456789012:role/task",
        "arn:aws:iam::123456789012:role/execution",
        "/foundry-hosting/servers",
        "felddy/foundryvtt",
        "13",
        stableHostname);
  }

  /** A worker that runs undisturbed. */
  public Worker worker() {
    return worker(PortCalls.undisturbed());
  }

  /** A worker whose calls are interfered with. */
  public Worker worker(PortCalls calls) {
    return worker(
        calls,
        new StoreUnderTest(
            calls.on(Instances.class, store),
            calls.on(Licenses.class, store),
            calls.on(Reservations.class, store),
            calls.on(Sessions.class, store),
            calls.on(StartRecords.class, store),
            calls.on(MaintenanceOrders.class, store),
            calls.on(Releases.class, store.releases),
            store::expiry));
  }

  /** A worker whose records lie in another store than this world's. */
  public Worker worker(StoreUnderTest other) {
    return worker(PortCalls.undisturbed(), other);
  }

  private Worker worker(PortCalls calls, StoreUnderTest records) {
    ReconcilerPorts cloud =
        new ReconcilerPorts(
            records.instances(),
            records.licenses(),
            records.reservations(),
            records.startRecords(),
            calls.on(Tasks.class, tasks),
            calls.on(AccessPoints.class, accessPoints),
            calls.on(FileJobs.class, fileJobs),
            calls.on(FileInventories.class, inventories),
            calls.on(WorldFiles.class, worldFiles),
            new ReleaseCache(records.releases(), calls.on(ReleaseFolder.class, archives)),
            calls.on(AssetBuckets.class, buckets),
            calls.on(AssetUsers.class, assetUsers),
            calls.on(UserSecrets.class, secrets),
            calls.on(Routes.class, routes),
            calls.on(HostNames.class, hostNames),
            calls.on(Wakeups.class, wakeups),
            calls.on(Notifications.class, notifications),
            this::random,
            (sentence, cause) -> troubles.add(sentence),
            metrics);
    return new Worker(calls, cloud, records, calls.on(UsageLedger.class, ledger));
  }

  /** One function that is running: the use cases over one set of ports. */
  public final class Worker {
    public final InstanceReconciler reconciler;
    public final ReconcileContext context;
    private final PortCalls calls;
    private final BookRun booking;
    private final ReconcilerPorts cloud;
    private final Sessions sessions;
    private final MaintenanceOrders orders;
    private final UsageLedger usage;

    private Worker(
        PortCalls calls, ReconcilerPorts cloud, StoreUnderTest records, UsageLedger usage) {
      this.calls = calls;
      this.booking = new BookRun(usage, UsageSamples.PRICES);
      this.cloud = cloud;
      this.orders = records.orders();
      this.usage = usage;
      this.sessions = records.sessions();
      this.context = ReconcileContext.of(cloud, names, booking, clock);
      this.reconciler = new InstanceReconciler(context, claiming());
    }

    public Instance create(Registration registration) {
      return creating().create(registration, deadline());
    }

    public CreateInstance creating() {
      return new CreateInstance(context, names, new FoundryVersion("13"), digest);
    }

    public Instance start(UserId user) {
      return starting().start(user, deadline());
    }

    private ClaimRun claiming() {
      return new ClaimRun(cloud, caps, clock);
    }

    public StartInstance starting() {
      return new StartInstance(context, claiming(), reconciler);
    }

    public SessionReconciler sessionReconciler() {
      return new SessionReconciler(
          sessions,
          cloud.instances(),
          cloud.licenses(),
          cloud.reservations(),
          cloud.notifications(),
          reconciler,
          starting(),
          cloud.problemLog(),
          clock);
    }

    /** Books an evening of a user's, of so many hours. */
    public Session schedule(UserId user, Instant start, Duration length) {
      return scheduling()
          .schedule(
              new ScheduleSession.BookingRequest(
                  user,
                  start,
                  start.plus(length),
                  new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
                  Optional.empty()),
              deadline())
          .session();
    }

    public ScheduleSession scheduling() {
      return new ScheduleSession(
          sessions,
          cloud.instances(),
          cloud.licenses(),
          cloud.reservations(),
          sessionReconciler(),
          limits,
          cloud.random(),
          clock);
    }

    public Session cancel(UserId user, SessionId id) {
      return new CancelSession(sessions, sessionReconciler(), clock).cancel(user, id, deadline());
    }

    /** Calls off anybody's session, as an administrator does. */
    public Session cancelByAdmin(SessionId id, String why) {
      return new CancelSession(sessions, sessionReconciler(), clock)
          .cancelByAdmin(id, why, deadline());
    }

    public License share(UserId owner, SharingPolicy.Operation operation) {
      return sharing().manage(owner, operation, deadline());
    }

    public License cleanUp(UserId owner) {
      return sharing().cleanUp(owner);
    }

    private ManageSharing sharing() {
      return new ManageSharing(
          cloud.licenses(), cloud.reservations(), cloud.instances(), sessionReconciler(), clock);
    }

    /** The timer of the sessions. */
    public PrepareSessions.Report prepareSessions() {
      return new PrepareSessions(sessions, sessionReconciler(), cloud.problemLog(), metrics, clock)
          .tick(deadline());
    }

    public Instance stop(UserId user) {
      return new StopInstance(cloud.instances(), reconciler, clock).stop(user, deadline());
    }

    public Instance destroy(UserId user, boolean keepLicense) {
      return new DestroyInstance(cloud.instances(), reconciler, clock)
          .destroy(user, keepLicense, deadline());
    }

    public Instance deleteUser(UserId user) {
      return deleting().delete(user, deadline());
    }

    public DeleteUser deleting() {
      return new DeleteUser(cloud, reconciler, clock);
    }

    public ClaimCredentials claimingCredentials() {
      return new ClaimCredentials(cloud.licenses(), cloud.secrets(), digest, cloud.problemLog());
    }

    public Instance updateVersion(UserId user, String version) {
      return updateVersion(user, version, false);
    }

    public Instance updateVersion(UserId user, String version, boolean guarded) {
      return updating().update(user, new FoundryVersion(version), guarded, deadline());
    }

    public UpdateVersion updating() {
      return new UpdateVersion(
          cloud.instances(), cloud.releases(), reconciler, cloud.random(), clock);
    }

    /** What has work done on files. */
    public FileRequests fileRequests() {
      return new FileRequests(cloud.instances(), reconciler, cloud.random(), clock);
    }

    public String adminKey(UserId user) {
      return new GetAdminKey(cloud.instances(), cloud.secrets()).get(user);
    }

    /** What caches releases, with the operator's account or without one. */
    public CacheRelease cachingReleases(Optional<String> operatorSecret) {
      return new CacheRelease(
          cloud.releases(),
          downloads,
          releaseLinks,
          cloud.tasks(),
          cloud.licenses(),
          new UnusedReleases(cloud.instances()),
          operatorSecret,
          clock);
    }

    public ReconcileResult reconcile(UserId user) {
      return reconciler.reconcile(user, deadline());
    }

    public Instance keepAlive(UserId user, Duration duration) {
      return new KeepAlive(cloud.instances(), cloud.reservations(), clock).keep(user, duration);
    }

    /** Puts the platform into maintenance, as an administrator does. */
    public StartMaintenance.Started startMaintenance(String reason) {
      return new StartMaintenance(orders, active(), clock).start(reason, BOSS, deadline());
    }

    public int endMaintenance() {
      return ending().end(deadline());
    }

    public ResetMaintenance.Report resetMaintenance() {
      return new ResetMaintenance(ending(), sessions, cloud.instances(), cloud.problemLog(), clock)
          .reset(deadline());
    }

    private EndMaintenance ending() {
      return new EndMaintenance(orders, active());
    }

    private RequeueActiveInstances active() {
      return new RequeueActiveInstances(cloud.instances(), cloud.problemLog(), clock);
    }

    public Instance updateSettings(UserId user, UpdateSettings.Change change) {
      return new UpdateSettings(cloud.instances(), clock).update(user, change);
    }

    /** All there is, with so many contributors. */
    public PlatformOverview overview(int contributors) {
      return new GetPlatformOverview(
              cloud.instances(), sessions, cloud.licenses(), usage, orders, caps, clock)
          .get(Optional.empty(), contributors);
    }

    /** The timer of the servers. */
    public SweepInstances.Report sweep() {
      return sweeper().tick(deadline());
    }

    public SweepInstances sweeper() {
      return sweeper(players);
    }

    /** The timer's watch where players are counted in another way. */
    public SweepInstances sweeper(PlayerCounts counts) {
      return new SweepInstances(
          cloud.instances(),
          cloud.reservations(),
          orders,
          new Spending(usage, caps, clock),
          cloud.tasks(),
          counts,
          cloud.routes(),
          reconciler,
          cloud.problemLog(),
          metrics,
          clock);
    }

    /** What the timer of the servers does besides: it looks for what belongs to nobody. */
    public CollectOrphans.Report collectOrphans() {
      return orphanCollector().collect(deadline());
    }

    public CollectOrphans orphanCollector() {
      return orphanCollector(candidates);
    }

    /** As {@link #orphanCollector()}, with its list in another place. */
    public CollectOrphans orphanCollector(OrphanCandidates list) {
      return new CollectOrphans(
          new OrphanPorts(
              calls.on(TaskInventory.class, tasks),
              calls.on(RouteInventory.class, routes),
              calls.on(OrphanCandidates.class, list),
              cloud.instances(),
              cloud.tasks(),
              reconciler,
              booking,
              cloud.problemLog(),
              clock));
    }
  }

  public Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(4), clock);
  }

  public Instance instance(UserId user) {
    return store.require(user);
  }

  /** Somebody with an own licence, by account and key. */
  public static Registration owner(UserId user, String name) {
    return new Registration(
        user,
        name,
        LicenseType.BYOL,
        Optional.of("account-of-" + user),
        Optional.of("password \"${of}\" " + user),
        Optional.of(licenseKey(user)),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Somebody with an own licence, by its key alone. */
  public static Registration ownerOf(UserId user, String name, String licenseKey) {
    return new Registration(
        user,
        name,
        LicenseType.BYOL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(licenseKey),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Somebody with an own licence, by the account alone. */
  public static Registration ownerByAccount(UserId user, String name, String foundryUsername) {
    return new Registration(
        user,
        name,
        LicenseType.BYOL,
        Optional.of(foundryUsername),
        Optional.of("password of " + user),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** A licence key of a user's own, as it is stored. */
  public static String licenseKey(UserId user) {
    return ("KEY1" + ResourceNames.digest(user.value(), 20)).toUpperCase(Locale.ROOT);
  }

  /** Somebody who plays on what others lend. */
  public static Registration pooled(UserId user, String name) {
    return new Registration(
        user,
        name,
        LicenseType.POOLED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /**
   * Starts a task of a running user's server for somebody, with a token that no record holds.
   *
   * @return its ARN
   */
  public String orphanTask(UserId running, UserId user, String token) {
    TaskObservation own = instance(running).run().flatMap(Run::task).orElseThrow();
    orphanTokens.add(token);
    String arn = tasks.run(own.definitionArn(), token, user).taskArn();
    return tasks.runs(arn, "10.0.9.9").taskArn();
  }

  /** Starts a task with a token that is no run's. */
  TaskObservation taskOfNoRun(String definitionArn, String token, UserId user) {
    orphanTokens.add(token);
    return tasks.run(definitionArn, token, user);
  }

  /** Whether a task was started as a stray. */
  boolean isOrphan(TaskObservation task) {
    return orphanTokens.contains(tasks.tokenOf(task.taskArn()));
  }

  /** Fargate and the load balancer go one step further with everything that moves. */
  public void cloudMoves() {
    worldFiles.works();
    for (TaskObservation task : tasks.live()) {
      String ip = addressOf(task);
      if (task.stopRequested()) {
        tasks.stopped(task.taskArn());
      } else if (task.privateIp().isEmpty()) {
        tasks.prepares(task.taskArn(), ip);
      } else if (task.state() == TaskObservation.State.PREPARING) {
        tasks.runs(task.taskArn(), ip);
      } else {
        tasks.becomesHealthy(task.taskArn(), true);
        routes.becomesHealthy(ip);
      }
    }
  }

  private static String addressOf(TaskObservation task) {
    int number = Integer.parseInt(task.taskArn().substring(task.taskArn().length() - 4), 16);
    return "10.0.%d.%d".formatted(number / 250, 1 + number % 250);
  }

  /** A user's server ends although nobody asked it to. */
  public void crash(UserId user) {
    tasks.exits(tasks.theOne(user).taskArn(), 1);
  }

  /**
   * Time passes: the cloud moves, each minute the sessions' timer looks, each five minutes the
   * servers' timer, and wake-ups have a user's server looked at that does not run.
   */
  public void pass(Duration time, UserId user) {
    Instant until = clock.instant().plus(time);
    for (int minute = 0; clock.instant().isBefore(until); minute++) {
      clock.advance(Duration.ofMinutes(1));
      cloudMoves();
      worker().prepareSessions();
      if (minute % 5 == 0) {
        worker().sweep();
      } else if (instance(user).status() != Status.RUNNING) {
        worker().reconcile(user);
      }
    }
  }

  /** Time passes: the cloud moves and the sweep looks, again and again. */
  public void settle() {
    for (int tick = 0; tick < 60; tick++) {
      clock.advance(Duration.ofSeconds(30));
      cloudMoves();
      worker().sweep();
    }
  }

  /** Time passes without hurry until an instance is there, or for half an hour. */
  public Instance settleUntil(UserId user, Status status) {
    for (int tick = 0; tick < 60 && instance(user).status() != status; tick++) {
      clock.advance(Duration.ofSeconds(10));
      cloudMoves();
      worker().reconcile(user);
    }
    return instance(user);
  }

  private byte[] random(int count) {
    byte[] bytes = new byte[count];
    long value = drawn.incrementAndGet();
    for (int i = 0; i < 8 && i < count; i++) {
      bytes[count - 1 - i] = (byte) (value >>> (8 * i));
    }
    if (count < Long.BYTES * 2) {
      // Digits alone would stand in every id.
      bytes[0] = Byte.MAX_VALUE;
    }
    return bytes;
  }
}
