/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes one step for one instance. Every step can be repeated. */
final class Steps {
  private final CreationSteps creation;
  private final RunSteps run;
  private final TeardownSteps teardown;
  private final Notifications notifications;

  Steps(ReconcilerPorts ports, ResourceNames names, BookRun booking, Clock clock) {
    this.creation = new CreationSteps(ports, names);
    this.run = new RunSteps(ports, names, booking, clock);
    this.teardown = new TeardownSteps(ports, names, booking, clock);
    this.notifications = ports.notifications();
  }

  StepResult take(Step step, Instance i, Optional<UserSecret> credentials, Deadline deadline) {
    return switch (step) {
      case ENSURE_ACCESS_POINT -> StepResult.made(Resource.ACCESS_POINT, creation.ensureHome(i));
      case ENSURE_BUCKET -> StepResult.made(Resource.BUCKET, creation.ensureBucket(i));
      case ENSURE_ASSET_USER -> StepResult.made(Resource.ASSET_USER, creation.ensureAssetUser(i));
      case STORE_SECRET -> StepResult.made(Resource.SECRET, creation.storeSecret(i, credentials));
      case ENSURE_ACCESS_KEY -> StepResult.made(Resource.ACCESS_KEY, creation.ensureAccessKey(i));
      case ENSURE_DNS_RECORD -> StepResult.made(Resource.DNS_RECORD, creation.ensureHostName(i));
      case LINK_LICENSE -> StepResult.made(Resource.LICENSE_LINK, creation.linkLicense(i));
      case REGISTER_DEFINITION -> run.registerDefinition(i);
      case RUN_TASK -> run.runTask(i);
      case OBSERVE_TASK -> run.observeTask(i);
      case OPEN_ROUTE_FOR_CHECKS -> run.openRouteForChecks(i);
      case REGISTER_TARGET -> run.registerTarget(i);
      case OPEN_ROUTE_FOR_PLAYERS -> run.openRouteForPlayers(i);
      case FIND_TASK -> run.findTask(i);
      case STOP_TASK -> run.stopTask(i);
      case REMOVE_ROUTE -> run.removeRoute(i);
      case RELEASE_LICENSE -> run.releaseLicense(i);
      case BOOK_RUN -> run.book(i);
      case FINISH_RUN -> run.finish();
      case PUBLISH_EVENTS -> publish(i);
      case WAKE_SESSIONS -> teardown.wakeSessions(i);
      case REMOVE_DNS_RECORD -> teardown.removeHostName(i);
      case REMOVE_ASSET_USER -> teardown.removeAssetUser(i);
      case EMPTY_BUCKET -> teardown.emptyBucket(i, deadline);
      case REMOVE_BUCKET -> teardown.removeBucket(i);
      case BEGIN_WIPE -> teardown.beginWipe();
      case ENSURE_WIPE_ACCESS_POINT -> teardown.ensureWipeAccessPoint(i);
      case REGISTER_WIPE_DEFINITION -> teardown.registerWipeDefinition(i);
      case RUN_WIPE_TASK -> teardown.runWipeTask(i);
      case OBSERVE_WIPE_TASK -> teardown.observeWipeTask(i);
      case BOOK_WIPE -> teardown.bookWipe(i);
      case REMOVE_ACCESS_POINTS -> teardown.removeAccessPoints(i);
      case REMOVE_DEFINITIONS -> teardown.removeDefinitions(i);
      case FORGET_SESSIONS -> teardown.forgetSessions(i);
      case REMOVE_LICENSE -> teardown.removeLicense(i);
      case REMOVE_SECRET -> teardown.removeSecret(i);
      case FINISH_TEARDOWN -> throw new IllegalArgumentException("the pass itself ends with it");
    };
  }

  private StepResult publish(Instance i) {
    List<DomainEvent> events = i.outbox();
    notifications.publish(events);
    return StepResult.of(
        now ->
            now.withOutbox(
                now.outbox().stream().filter(event -> !events.contains(event)).toList()));
  }
}
