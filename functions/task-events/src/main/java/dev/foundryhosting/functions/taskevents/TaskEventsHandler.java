/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reconciles the instance that a task's change or a wake-up concerns. A failed pass is on record,
 * and the next wake-up or sweep continues it. Only when nothing can be recorded does the event
 * fail, so that EventBridge sends it again.
 */
@ApplicationScoped
@Named("task-events")
public class TaskEventsHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(TaskEventsHandler.class);

  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final RequestLog requests;
  private final Clock clock;

  TaskEventsHandler(
      Instances instances, InstanceReconciler reconciler, RequestLog requests, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock)) {
      Json.write(answer(Json.readEvent(in), invocation), out);
    }
  }

  private ObjectNode answer(ObjectNode event, Invocation invocation) {
    Optional<WakeupBatch> wakeups = WakeupBatch.in(event);
    return wakeups.isPresent()
        ? wakeups.get().each(requests, invocation.requestId(), user -> reconcile(user, invocation))
        : taskChanged(TaskChange.in(event), invocation);
  }

  private ObjectNode taskChanged(Optional<TaskChange> change, Invocation invocation) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "task-state-change")) {
      Optional<UserId> user = change.flatMap(c -> c.user(instances::findByTask));
      user.ifPresent(entry::user);
      Optional<TaskObservation> ended = change.flatMap(TaskChange::ended);
      if (user.isPresent() && ended.isPresent()) {
        // Users read a sentence; its operator may need ECS's own words.
        LOG.infof("The task ended: %s", change.orElseThrow().said());
      }
      user.ifPresentOrElse(
          concerned -> reconcile(concerned, ended, invocation),
          () -> LOG.debug("The event concerns no user"));
      entry.succeeded();
      return Json.object().put("reconciled", user.isPresent() ? 1 : 0);
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }

  private void reconcile(UserId user, Optional<TaskObservation> ended, Invocation invocation) {
    if (ended.isPresent()) {
      reconciler.taskEnded(user, ended.get(), invocation.deadline());
    } else {
      reconcile(user, invocation);
    }
  }

  private void reconcile(UserId user, Invocation invocation) {
    reconciler.reconcile(user, invocation.deadline());
  }
}
