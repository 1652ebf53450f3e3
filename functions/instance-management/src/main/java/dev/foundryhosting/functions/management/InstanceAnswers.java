/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceListAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.StorageMeter;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.Partition;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.port.SessionOverviews;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.SpendingCaps;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What callers see of servers: the records and what belongs to them. */
@Singleton
class InstanceAnswers {
  private final Instances instances;
  private final SessionOverviews overviews;
  private final ResourceNames names;
  private final ServerSettings settings;
  private final ServerUrls urls;
  private final SpendingCaps caps;
  private final Clock clock;

  InstanceAnswers(
      Instances instances,
      SessionOverviews overviews,
      ResourceNames names,
      ServerSettings settings,
      ServerUrls urls,
      SpendingCaps caps,
      Clock clock) {
    this.instances = instances;
    this.overviews = overviews;
    this.names = names;
    this.settings = settings;
    this.urls = urls;
    this.caps = caps;
    this.clock = clock;
  }

  /** A server as a command left it, with the rest from one read. */
  InstanceAnswer of(Instance instance) {
    return of(instance, overviews.overview(instance.userId()));
  }

  /** The server of a user, from one read. */
  InstanceAnswer read(UserId user) {
    SessionOverviews.Overview overview = overviews.overview(user);
    // Whose creation failed reads why for as long as the tombstone stands.
    Instance shown =
        overview
            .instance()
            .filter(Instance::creationEnded)
            .orElseGet(() -> Instances.existing(user, overview.instance()));
    return of(shown, overview);
  }

  /** A page of all servers. */
  InstanceListAnswer page(PageRequest request) {
    Instances.Page page = instances.list(request.cursor(), request.size());
    return new InstanceListAnswer(
        InParallel.each(page.instances(), PageRequest.LARGEST, this::of), page.cursor());
  }

  private InstanceAnswer of(Instance instance, SessionOverviews.Overview overview) {
    Profile profile = instance.profile();
    Optional<Run> run = instance.run();
    Instant now = clock.instant();
    return new InstanceAnswer(
        instance.userId(),
        profile.username(),
        profile.subdomain().value(),
        urls.of(profile.subdomain().value()),
        Label.of(instance.status()),
        instance.statusReason(),
        Label.of(instance.desired()),
        Label.of(profile.licenseType()),
        instance.progress().map(InstanceAnswers::of),
        profile.ownLicense().flatMap(own -> overview.license()).map(InstanceAnswers::of),
        profile.exactVersion().value(),
        Optional.of(profile.version().value()),
        Label.of(instance.sizing().size()),
        run.map(Run::size).filter(ran -> ran != instance.sizing().size()).map(Label::of),
        instance.world().next().map(WorldName::value),
        profile.createdAt(),
        instance.updatedAt(),
        run.map(InstanceAnswers::startedAt),
        run.flatMap(Run::readyAt),
        run.flatMap(Run::notice).map(Notice::stopAt),
        run.flatMap(each -> optional(each.activity().players())),
        instance.attention().map(Label::of),
        run.flatMap(each -> each.activity().keptAliveUntil()).filter(now::isBefore),
        run.flatMap(Run::booking).map(Reservation::sessionId),
        costSoFar(instance, now).map(CostAnswers::of),
        overview.bookings().next(now).map(SessionAnswers::next),
        instance.fileJob().map(InstanceAnswers::of),
        instance.storage().map(StorageMeter::use).map(InstanceAnswers::of),
        settings(instance),
        assets(names.bucket(instance.userId())));
  }

  private static InstanceAnswer.Progress of(Progress progress) {
    return new InstanceAnswer.Progress(
        Label.of(progress.current().phase()),
        progress.current().since(),
        progress.steps().stream()
            .map(step -> new InstanceAnswer.Step(Label.of(step.phase()), step.since()))
            .toList());
  }

  private static InstanceAnswer.License of(License license) {
    return new InstanceAnswer.License(license.licenseId(), Label.of(license.sharing()));
  }

  private static Instant startedAt(Run run) {
    return run.task().flatMap(TaskObservation::startedAt).orElse(run.requestedAt());
  }

  /** What its task cost until now. */
  private Optional<Money> costSoFar(Instance instance, Instant now) {
    return MeteredTasks.unbooked(instance).stream()
        .flatMap(task -> Metering.soFar(task, now, caps.prices()).stream())
        .map(RunEntry::cost)
        .reduce(Money::plus);
  }

  private static InstanceAnswer.FileJob of(FileJob job) {
    return new InstanceAnswer.FileJob(
        job.id(),
        Label.of(job.kind()),
        Label.of(
            switch (job.status()) {
              case WAITING, REQUESTED -> InstanceAnswer.JobStatus.REQUESTED;
              case RUNNING -> InstanceAnswer.JobStatus.RUNNING;
              case DONE -> InstanceAnswer.JobStatus.DONE;
              case FAILED, REFUSED -> InstanceAnswer.JobStatus.FAILED;
            }),
        job.progress()
            .filter(any -> !job.done())
            .map(p -> new InstanceAnswer.JobProgress(p.done(), p.of(), p.bytes())),
        job.result());
  }

  private static InstanceAnswer.Storage of(StorageUse use) {
    return new InstanceAnswer.Storage(use.filesBytes(), use.savedBytes(), use.measuredAt());
  }

  static Optional<Integer> optional(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private InstanceAnswer.Settings settings(Instance instance) {
    ShutdownSettings shutdown = instance.settings();
    return new InstanceAnswer.Settings(
        Math.toIntExact(shutdown.idle().toMinutes()),
        Math.toIntExact(shutdown.neverJoined().toMinutes()),
        Math.toIntExact(shutdown.onDemand().toHours()),
        Optional.of(instance.files().saveAfterRuns()),
        optional(instance.files().storageLimitGb()),
        caps.of(shutdown.spendingCap()).map(Money::text));
  }

  private InstanceAnswer.Assets assets(String bucket) {
    String region = settings.region();
    return new InstanceAnswer.Assets(
        bucket, "https://%s.s3.%s.%s".formatted(bucket, region, Partition.of(region).dnsSuffix()));
  }
}
