/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.usage.UsageSamples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Instances and licences for tests, from a bare one to one with every field filled. */
public final class InstanceSamples {
  /** When all samples begin; not a whole second, since times must survive exactly. */
  public static final Instant NOW = Instant.parse("2026-11-07T18:30:00.123456789Z");

  private InstanceSamples() {}

  /** An instance as it is asked for, of a user who brought a licence along. */
  public static Instance requested(UserId user, Subdomain name) {
    return Instance.requested(profile(user, name), lease());
  }

  /** The licence of such a user, as it is registered. */
  public static License license(UserId owner) {
    return License.registered(
        owner, new Credentials(true, false, Optional.empty()), SharingState.PRIVATE, NOW);
  }

  /** The licence of a user whose secret is stored. */
  public static License usableLicense(UserId owner, SharingState sharing) {
    return License.registered(
        owner, new Credentials(false, true, Optional.of("arn:secret-of-" + owner)), sharing, NOW);
  }

  /** The same instance with a run asked for that serves a session. */
  public static Instance starting(Instance instance, String runId, Reservation booking) {
    return instance.starting(
        Run.requested(runId, booking.licenseId(), NOW).serving(booking), NOW.plusSeconds(1));
  }

  /** The same instance with a run asked for. */
  public static Instance starting(Instance instance, String runId) {
    return instance.starting(
        Run.requested(runId, LicenseId.ofOwner(instance.userId()), NOW), NOW.plusSeconds(1));
  }

  /** The same instance with a task observed in its run. */
  public static Instance withTask(Instance instance, String taskArn) {
    return instance.with(instance.run().orElseThrow().observed(task(taskArn)));
  }

  /** The same instance when nothing more needs to be looked at, or from a time on. */
  public static Instance checkedAt(Instance instance, Optional<Instant> time) {
    return instance.with(instance.reconcileStatus().checkAt(time));
  }

  /** The same instance with another note, for tests that need any change. */
  public static Instance noted(Instance instance, String note) {
    return instance.with(instance.reconcileStatus().failed(note));
  }

  /** The same instance when it is to be destroyed. */
  public static Instance destroying(Instance instance, boolean keepLicense, boolean erase) {
    return instance.destroying(
        keepLicense,
        erase,
        Optional.of(new StopCause(StopCauseKind.UNEXPECTED, "for a test")),
        NOW);
  }

  /** The same instance when its teardown is finished. */
  public static Instance finished(Instance destroying, Instant at) {
    return destroying
        .with(destroying.teardown().orElseThrow().finished(at))
        .with(destroying.reconcileStatus().checkAt(Optional.empty()));
  }

  /** A record that uses every field that a running instance can have. */
  public static Instance fullyRunning(Instance instance) {
    Run run =
        new Run(
            "run-1",
            LicenseId.ofOwner(instance.userId()),
            NOW.plusMillis(1),
            ServerSize.MEDIUM,
            Optional.of(reservation(instance.userId())),
            Optional.of(new WorldName("curse-of-strahd")),
            true,
            true,
            Optional.of(task("arn:aws:ecs:eu-central-1:123456789012:task/servers/0123")),
            Optional.of(new Route("arn:target-group", "arn:rule")),
            true,
            Optional.of(NOW.plusSeconds(90)),
            Optional.of(
                new Notice(
                    NOW.plusSeconds(700),
                    new StopCause(StopCauseKind.SESSION_OVER, "The session is over."),
                    true)),
            PlayerActivity.begun()
                .settingUp("0123456789abcdef", NOW.plusSeconds(91))
                .counted(2, NOW.plusSeconds(95))
                .settingUp("fedcba9876543210", NOW.plusSeconds(98))
                .keptAlive(NOW.plusSeconds(3600), NOW.plusSeconds(99)),
            Optional.of(Attention.LICENSE_AGREEMENT),
            true,
            true,
            true);
    return new Instance(
        instance.profile(),
        Desired.RUNNING,
        7,
        fullResources(),
        Optional.of(run),
        true,
        new WorldChoice(
            Optional.of(new WorldName("curse-of-strahd")),
            Optional.of(new WorldName("O'Hara's \"keep\"; Schloß"))),
        Optional.of(new StopCause(StopCauseKind.IDLE, "The last start failed: \"no space\" — 🎲")),
        Optional.of(
            Progress.begin(Phase.REQUESTED, NOW)
                .in(Phase.PULLING, NOW.plusSeconds(2))
                .in(Phase.READY, NOW.plusSeconds(90))),
        Optional.empty(),
        new FileSettings(false, OptionalInt.of(50)),
        Optional.of(
            new StorageMeter(
                new StorageUse(7_000_000_000L, 2_345_678L, NOW.plusSeconds(5)),
                LocalDate.parse("2026-11-06"))),
        Optional.of(
            new GuardedUpdate(
                new GuardedUpdate.Target(new FoundryVersion("14"), Optional.of(new Build(14, 350))),
                new GuardedUpdate.Target(new FoundryVersion("release"), Optional.empty()),
                new SavePointId("update-1"),
                NOW.plusSeconds(6),
                GuardedUpdate.Stage.RETURNING,
                true,
                Optional.of("The world did not open."))),
        Optional.empty(),
        PlayerAccess.none()
            .by(new JoinCode("k7mp3xqd9rtw").hash())
            .started(Duration.ofSeconds(71))
            .started(Duration.ofSeconds(65)),
        Optional.of(
            new AutoRestart(
                "run-0",
                NOW.minusSeconds(60),
                new StopCause(StopCauseKind.SPOT_INTERRUPTION, "AWS took the machine back."),
                Optional.of("run-1"))),
        new ShutdownSettings(
            Duration.ofMinutes(30),
            Duration.ofMinutes(45),
            Duration.ofHours(8),
            Optional.of(UsageSamples.money("12.50", UsageSamples.USD))),
        new Sizing(ServerSize.MEDIUM, Optional.of(ServerSize.LARGE)),
        fullUpkeep(),
        EventSamples.all(),
        NOW.plusSeconds(91),
        instance.revision(),
        instance.unknown());
  }

  /** What a user booked on the own licence. */
  public static Reservation reservation(UserId user) {
    return new Reservation(
        LicenseId.ofOwner(user),
        new TimeSlot(NOW.plusSeconds(60), NOW.plusSeconds(7260)),
        new SessionId("evening-of-" + user),
        user);
  }

  /** A record that uses every field that an instance under destruction can have. */
  public static Instance fullyDestroying(Instance instance) {
    Teardown teardown =
        new Teardown(
            true,
            false,
            NOW.plusSeconds(3),
            EnumSet.of(Finalizer.DNS_RECORD, Finalizer.BUCKET_OBJECTS),
            Optional.of(
                new FormerWipe(
                    "wipe-1",
                    Optional.of(task("arn:aws:ecs:eu-central-1:123456789012:task/servers/9876")),
                    true)),
            Optional.empty());
    return new Instance(
        instance.profile(),
        Desired.DESTROYED,
        8,
        fullResources(),
        Optional.empty(),
        true,
        WorldChoice.none(),
        Optional.empty(),
        Optional.of(Progress.begin(Phase.STOPPED, NOW)),
        Optional.of(teardown),
        FileSettings.usual(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            FileJob.requested("wipe-2", instance.userId(), new FileWork.Wipe(), NOW)
                .failed("The files could not be read.", NOW.plusMillis(7))),
        PlayerAccess.none(),
        Optional.empty(),
        new ShutdownSettings(
            Duration.ofMinutes(30),
            Duration.ofMinutes(45),
            Duration.ofHours(8),
            Optional.of(UsageSamples.money("12.50", UsageSamples.USD))),
        new Sizing(ServerSize.MEDIUM, Optional.of(ServerSize.LARGE)),
        fullUpkeep(),
        List.of(),
        NOW.plusSeconds(92),
        instance.revision(),
        instance.unknown());
  }

  /** What ECS can say of a task, all of it. */
  public static TaskObservation task(String taskArn) {
    return new TaskObservation(
        taskArn,
        "arn:aws:ecs:eu-central-1:123456789012:task-definition/foundry-server-u:4",
        TaskObservation.State.STOPPED,
        true,
        false,
        Optional.of("10.0.1.17"),
        Optional.of(NOW.plusMillis(10)),
        Optional.of(NOW.plusMillis(20)),
        Optional.of(NOW.plusMillis(30)),
        Optional.of(new StopCause(StopCauseKind.EXITED, "The server ended by itself.")),
        Optional.of(new TaskSize(512, 1024)),
        OptionalInt.of(137));
  }

  static Profile profile(UserId user, Subdomain name) {
    return new Profile(
        user,
        "Größe der Nacht",
        name,
        LicenseType.BYOL,
        new FoundryVersion("13"),
        Optional.of(Build.of("13.346")),
        NOW);
  }

  static Resources fullResources() {
    Map<Resource, String> made = new EnumMap<>(Resource.class);
    for (Resource resource : List.of(Resource.values())) {
      made.put(resource, "id-of-" + resource);
    }
    return new Resources(made, Optional.of(new TaskDefinition("arn:server:4", "fingerprint-s")));
  }

  private static ReconcileStatus fullUpkeep() {
    return new ReconcileStatus(
        Optional.of(lease()),
        Optional.of(NOW.plusMillis(12_345)),
        Optional.of(NOW.plusMillis(10_001)),
        3,
        Optional.of("Could not start the task: AWS answered ThrottlingException."),
        Optional.of("starting/pulling/"));
  }

  private static Lease lease() {
    return new Lease("pass-1", NOW.plusSeconds(60));
  }
}
