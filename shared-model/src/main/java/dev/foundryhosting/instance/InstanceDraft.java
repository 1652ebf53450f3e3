package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Optional;

/** An instance's record that is being changed: {@link Instance} itself never changes. */
final class InstanceDraft {
  Profile profile;
  Desired desired;
  long generation;
  Resources resources;
  Optional<Run> run;
  boolean everRun;
  Optional<String> failure;
  Optional<Progress> progress;
  Optional<Teardown> teardown;
  Upkeep upkeep;
  Instant updatedAt;
  long revision;

  InstanceDraft(Instance from) {
    profile = from.profile();
    desired = from.desired();
    generation = from.generation();
    resources = from.resources();
    run = from.run();
    everRun = from.everRun();
    failure = from.failure();
    progress = from.progress();
    teardown = from.teardown();
    upkeep = from.upkeep();
    updatedAt = from.updatedAt();
    revision = from.revision();
  }

  /** Something else is desired from now on. */
  void desire(Desired other, Instant now) {
    desired = other;
    generation++;
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
        failure,
        progress,
        teardown,
        upkeep,
        updatedAt,
        revision);
  }
}
