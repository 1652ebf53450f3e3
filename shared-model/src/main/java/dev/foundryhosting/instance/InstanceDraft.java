/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.platform.UnknownFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An instance's record that is being changed: {@link Instance} itself never changes. */
final class InstanceDraft {
  Profile profile;
  Desired desired = Desired.STOPPED;
  long generation = 1;
  Resources resources = Resources.none();
  Optional<Run> run = Optional.empty();
  boolean everRun;
  WorldChoice world = WorldChoice.none();
  Optional<StopCause> stopCause = Optional.empty();
  Optional<Progress> progress = Optional.empty();
  Optional<Teardown> teardown = Optional.empty();
  FileSettings files = FileSettings.usual();
  Optional<StorageMeter> storage = Optional.empty();
  Optional<GuardedUpdate> update = Optional.empty();
  Optional<FileJob> fileJob = Optional.empty();
  PlayerAccess access = PlayerAccess.none();
  Optional<AutoRestart> autoRestart = Optional.empty();
  ShutdownSettings settings = ShutdownSettings.usual();
  Sizing sizing = Sizing.usual();
  ReconcileStatus reconcileStatus = ReconcileStatus.none();
  List<DomainEvent> outbox = List.of();
  Instant updatedAt;
  long revision;
  private UnknownFields unknown = UnknownFields.NONE;

  InstanceDraft(Profile profile) {
    this.profile = profile;
    this.updatedAt = profile.createdAt();
  }

  InstanceDraft(Instance from) {
    profile = from.profile();
    desired = from.desired();
    generation = from.generation();
    resources = from.resources();
    run = from.run();
    everRun = from.everRun();
    world = from.world();
    stopCause = from.stopCause();
    progress = from.progress();
    teardown = from.teardown();
    files = from.files();
    storage = from.storage();
    update = from.update();
    fileJob = from.fileJob();
    access = from.access();
    autoRestart = from.autoRestart();
    settings = from.settings();
    sizing = from.sizing();
    reconcileStatus = from.reconcileStatus();
    outbox = from.outbox();
    updatedAt = from.updatedAt();
    revision = from.revision();
    unknown = from.unknown();
  }

  /** A change of what is desired makes the instance due and cancels a pending restart. */
  void desire(Desired other, Optional<StopCause> why, Instant now) {
    desired = other;
    generation++;
    stopCause = why;
    autoRestart = Optional.empty();
    reconcileStatus = reconcileStatus.checkAt(Optional.of(now));
    updatedAt = now;
  }

  Instance build() {
    return new Instance(
        profile,
        desired,
        generation,
        resources,
        run,
        everRun,
        world,
        stopCause,
        progress,
        teardown,
        files,
        storage,
        update,
        fileJob,
        access,
        autoRestart,
        settings,
        sizing,
        reconcileStatus,
        outbox,
        updatedAt,
        revision,
        unknown);
  }
}
