package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.SpendingCaps;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How callers see an instance (docs/api.md). What does not apply is absent, never null. */
@Singleton
class InstanceJson {
  private final ResourceNames names;
  private final ServerSettings settings;
  private final SpendingCaps caps;
  private final Clock clock;

  InstanceJson(ResourceNames names, ServerSettings settings, SpendingCaps caps, Clock clock) {
    this.names = names;
    this.settings = settings;
    this.caps = caps;
    this.clock = clock;
  }

  /**
   * @param license the user's own licence, if there is one
   * @param diary what the user has booked
   */
  ObjectNode of(Instance instance, Optional<License> license, UserBookings diary) {
    Profile profile = instance.profile();
    ObjectNode json =
        Json.object()
            .put("userId", instance.userId().value())
            .put("username", profile.username())
            .put("subdomain", profile.subdomain().value())
            .put("url", "https://" + profile.subdomain().hostIn(settings.domain()))
            .put("status", instance.status().label());
    instance.statusReason().ifPresent(why -> json.put("statusReason", why));
    json.put("desired", instance.desired().name().toLowerCase(Locale.ROOT))
        .put("licenseType", profile.licenseType().label());
    instance.progress().ifPresent(progress -> json.set("progress", progress(progress)));
    license.ifPresent(own -> json.set("license", license(own)));
    json.put("foundryVersion", profile.version().value())
        .put("createdAt", profile.createdAt().toString())
        .put("updatedAt", instance.updatedAt().toString());
    instance.run().ifPresent(run -> run(run, json));
    cost(instance).ifPresent(cost -> json.set("cost", CostJson.write(cost, Json.object())));
    diary
        .next(clock.instant())
        .ifPresent(reservation -> json.set("nextSession", SessionJson.next(reservation)));
    json.set("settings", settings(instance.settings()));
    json.set("assets", assets(instance));
    return json;
  }

  private ObjectNode settings(ShutdownSettings settings) {
    ObjectNode json =
        Json.object()
            .put("idleMinutes", settings.idle().toMinutes())
            .put("neverJoinedMinutes", settings.neverJoined().toMinutes())
            .put("maxHours", settings.onDemand().toHours());
    caps.of(settings.spendingCap()).ifPresent(cap -> json.put("spendingCap", cap.text()));
    return json;
  }

  /** What its task cost until now. */
  private Optional<Money> cost(Instance instance) {
    return MeteredTasks.unbooked(instance).stream()
        .flatMap(task -> Metering.soFar(task, clock.instant(), caps.prices()).stream())
        .map(RunEntry::cost)
        .reduce(Money::plus);
  }

  private static ObjectNode progress(Progress progress) {
    ObjectNode json = phase(progress.current());
    ArrayNode phases = json.putArray("phases");
    progress.steps().forEach(step -> phases.add(phase(step)));
    return json;
  }

  private static ObjectNode phase(Progress.Step step) {
    return Json.object().put("phase", step.phase().label()).put("since", step.since().toString());
  }

  private static ObjectNode license(License license) {
    return Json.object()
        .put("licenseId", license.licenseId().value())
        .put("sharing", license.sharing().label());
  }

  private void run(Run run, ObjectNode json) {
    Instant startedAt = run.task().flatMap(TaskObservation::startedAt).orElse(run.requestedAt());
    json.put("startedAt", startedAt.toString());
    run.readyAt().ifPresent(at -> json.put("readyAt", at.toString()));
    run.notice().ifPresent(notice -> json.put("shutdownAt", notice.stopAt().toString()));
    run.activity().players().ifPresent(count -> json.put("players", count));
    run.activity()
        .keptAliveUntil()
        .filter(clock.instant()::isBefore)
        .ifPresent(until -> json.put("keptAliveUntil", until.toString()));
    run.booking().ifPresent(b -> json.put("linkedSessionId", b.sessionId().value()));
  }

  private ObjectNode assets(Instance instance) {
    String bucket = names.bucket(instance.userId());
    return Json.object()
        .put("bucket", bucket)
        .put("baseUrl", "https://%s.s3.%s.amazonaws.com".formatted(bucket, settings.region()));
  }
}
