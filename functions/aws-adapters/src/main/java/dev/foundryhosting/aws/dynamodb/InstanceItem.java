/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.AutoRestart;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.FileSettings;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.PlayerAccess;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Resources;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.Sizing;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.WorldChoice;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The item of an instance. Indexes and the expiry of items use attributes that each write derives
 * from the record; a read ignores them.
 */
final class InstanceItem {
  static final String USER_ID = "userId";
  static final String REVISION = "revision";

  /** The exact time; the key of the due index has the whole seconds. */
  static final String NEXT_CHECK_TIME = "nextCheckTime";

  /** What a write derives from the record. */
  private static final Set<String> DERIVED =
      Set.of("gone", "ttl", "taskArn", "dueShard", "nextCheckAt");

  private InstanceItem() {}

  static ItemWriter write(Instance instance) {
    ItemWriter item = new ItemWriter();
    writeProfile(instance.profile(), item);
    item.text("desired", instance.desired().name())
        .number("generation", instance.generation())
        .map("resources", instance.resources().made(), InstanceItem::writeMade)
        .map("definition", instance.resources().definition(), TaskItem::writeDefinition)
        .map("run", instance.run(), RunItem::write)
        .flag("everRun", instance.everRun())
        .text("world", instance.world().chosen().map(WorldName::value))
        .text("lastWorld", instance.world().lastOpen().map(WorldName::value))
        .map("ending", instance.stopCause(), StopCauseItem::write)
        .map("teardown", instance.teardown(), TeardownItem::write)
        .map("files", instance.files(), FileSettingsItem::write)
        .map("storage", instance.storage(), FileSettingsItem::writeMeter)
        .map("update", instance.update(), FileSettingsItem::writeUpdate)
        .map("fileJob", instance.fileJob(), FileJobItem::write)
        .map("access", instance.access(), PlayerAccessItem::write)
        .map("comeback", instance.autoRestart(), InstanceItem::writeRestart)
        .map("settings", instance.settings(), InstanceItem::writeSettings)
        .map("sizing", instance.sizing(), SizingItem::write)
        .list("outbox", instance.outbox(), EventItem::write)
        .time("updatedAt", instance.updatedAt())
        .number(REVISION, instance.revision());
    instance.progress().ifPresent(p -> item.list("progress", p.steps(), RunItem::writePhase));
    writeStatus(instance.reconcileStatus(), item);
    if (instance.gone()) {
      item.flag("gone", true);
      writeExpiry(instance.teardown().orElseThrow(), item);
    } else {
      item.text("taskArn", instance.run().flatMap(Run::task).map(TaskObservation::taskArn));
    }
    writeDueKeys(instance, item);
    return item.keep(instance.unknown());
  }

  /**
   * @throws dev.foundryhosting.error.UnreadableRecord when it is damaged
   */
  static Instance read(ItemReader item) {
    return item.record("server", USER_ID, InstanceItem::parse);
  }

  private static Instance parse(ItemReader item) {
    List<Progress.Step> phases = RunItem.readPhases(item);
    item.derived(DERIVED);
    return new Instance(
        readProfile(item),
        item.constant("desired", desiredIfUnknown(item)),
        item.number("generation"),
        new Resources(
            item.map("resources", InstanceItem::readMade),
            item.optionalMap("definition", TaskItem::readDefinition)),
        item.optionalMap("run", RunItem::read),
        item.flag("everRun"),
        new WorldChoice(
            item.optionalText("world").flatMap(WorldName::reported),
            item.optionalText("lastWorld").flatMap(WorldName::reported)),
        item.optionalMap("ending", StopCauseItem::read),
        phases.isEmpty() ? Optional.empty() : Optional.of(new Progress(phases)),
        item.optionalMap("teardown", TeardownItem::read),
        item.optionalMap("files", FileSettingsItem::read).orElseGet(FileSettings::usual),
        item.optionalMap("storage", FileSettingsItem::meter),
        item.knownMap("update", FileSettingsItem::update),
        item.knownMap("fileJob", FileJobItem::read),
        item.optionalMap("access", PlayerAccessItem::read).orElseGet(PlayerAccess::none),
        item.optionalMap("comeback", InstanceItem::readRestart),
        item.map("settings", InstanceItem::readSettings),
        item.optionalMap("sizing", SizingItem::read).orElseGet(Sizing::usual),
        readStatus(item),
        item.list("outbox", EventItem::read),
        item.time("updatedAt"),
        item.number(REVISION),
        item.unknown());
  }

  /** A server stays as it is until a rule or its user stops it. */
  private static Desired desiredIfUnknown(ItemReader item) {
    if (item.has("teardown")) {
      return Desired.DESTROYED;
    }
    return item.has("run") ? Desired.RUNNING : Desired.STOPPED;
  }

  /** The due index has what is to be reconciled. */
  private static void writeDueKeys(Instance instance, ItemWriter item) {
    instance
        .reconcileStatus()
        .nextCheckAt()
        .ifPresent(
            at ->
                item.number("dueShard", Instances.shardOf(instance.userId()))
                    // Rounded down, so that a query up to a time finds it and checks the exact one.
                    .number("nextCheckAt", at.getEpochSecond()));
  }

  /** When a tombstone expires. */
  private static void writeExpiry(Teardown finished, ItemWriter item) {
    // A kept licence needs its owner's record.
    if (!finished.keepLicense()) {
      Instant expiry = finished.finishedAt().orElseThrow().plus(Instances.TOMBSTONE_KEPT);
      item.number("ttl", expiry.getEpochSecond());
    }
  }

  private static void writeProfile(Profile profile, ItemWriter item) {
    item.text(USER_ID, profile.userId().value())
        .text("username", profile.username())
        .text("subdomain", profile.subdomain().value())
        .text("licenseType", profile.licenseType().name())
        .text("foundryVersion", profile.version().value())
        // A version that names its build says it already.
        .text(
            "build",
            profile.version().build().isPresent()
                ? Optional.empty()
                : profile.build().map(Build::toString))
        .time("createdAt", profile.createdAt());
  }

  private static Profile readProfile(ItemReader item) {
    FoundryVersion version = new FoundryVersion(item.text("foundryVersion"));
    return new Profile(
        new UserId(item.text(USER_ID)),
        item.text("username"),
        new Subdomain(item.text("subdomain")),
        // Who plays on lent licences may do less.
        item.constant("licenseType", LicenseType.POOLED),
        version,
        item.optionalText("build").flatMap(Build::find).or(version::build),
        item.time("createdAt"));
  }

  private static void writeMade(Map<Resource, String> made, ItemWriter to) {
    made.forEach((resource, id) -> to.text(resource.name(), id));
  }

  private static Map<Resource, String> readMade(ItemReader from) {
    Map<Resource, String> made = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      from.optionalText(resource.name()).ifPresent(id -> made.put(resource, id));
    }
    return made;
  }

  private static void writeRestart(AutoRestart restart, ItemWriter to) {
    to.text("endedRunId", restart.endedRunId())
        .time("endedAt", restart.endedAt())
        .map("ending", restart.stopCause(), StopCauseItem::write)
        .text("runId", restart.runId());
  }

  private static AutoRestart readRestart(ItemReader from) {
    return new AutoRestart(
        from.text("endedRunId"),
        from.time("endedAt"),
        from.map("ending", StopCauseItem::read),
        from.optionalText("runId"));
  }

  private static void writeSettings(ShutdownSettings settings, ItemWriter to) {
    to.number("idleSeconds", settings.idle().toSeconds())
        .number("neverJoinedSeconds", settings.neverJoined().toSeconds())
        .number("onDemandSeconds", settings.onDemand().toSeconds())
        .map("spendingCap", settings.spendingCap(), UsageItem::writeMoney);
  }

  private static ShutdownSettings readSettings(ItemReader from) {
    return new ShutdownSettings(
        Duration.ofSeconds(from.number("idleSeconds")),
        Duration.ofSeconds(from.number("neverJoinedSeconds")),
        Duration.ofSeconds(from.number("onDemandSeconds")),
        from.optionalMap("spendingCap", UsageItem::readMoney));
  }

  private static void writeStatus(ReconcileStatus status, ItemWriter item) {
    item.map("lease", status.lease(), InstanceItem::writeLease)
        .time(NEXT_CHECK_TIME, status.nextCheckAt())
        .time("wakeupAt", status.wakeupAt())
        .number("failures", status.failures())
        .text("lastError", status.lastError())
        .text("shown", status.shown());
  }

  private static ReconcileStatus readStatus(ItemReader item) {
    return new ReconcileStatus(
        item.optionalMap("lease", InstanceItem::readLease),
        item.optionalTime(NEXT_CHECK_TIME),
        item.optionalTime("wakeupAt"),
        item.integer("failures"),
        item.optionalText("lastError"),
        item.optionalText("shown"));
  }

  private static void writeLease(Lease lease, ItemWriter to) {
    to.text("holder", lease.holder()).time("until", lease.until());
  }

  private static Lease readLease(ItemReader from) {
    return new Lease(from.text("holder"), from.time("until"));
  }
}
