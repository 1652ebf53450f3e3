/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.lambda.RequestReader;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Answers one JSON request with one JSON answer (docs/api.md). Never throws. */
@ApplicationScoped
@Named("instance-management")
public class InstanceManagementHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(InstanceManagementHandler.class);

  private final Map<String, ActionHandler<?, ?>> actions;
  private final RequestLog requests;
  private final Clock clock;

  InstanceManagementHandler(@All List<ActionGroup> groups, RequestLog requests, Clock clock) {
    this.actions =
        groups.stream()
            .flatMap(group -> group.handlers().stream())
            .collect(Collectors.toMap(each -> each.action().name(), Function.identity()));
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock);
        RequestLog.Entry entry = requests.begin(invocation.requestId(), "unknown")) {
      Json.write(answer(in, invocation, entry), out);
    }
  }

  private ObjectNode answer(InputStream in, Invocation invocation, RequestLog.Entry entry) {
    try {
      ObjectNode json = Json.read("request", in);
      ActionHandler<?, ?> handler = named(RequestReader.action(json));
      entry.action(handler.action().name());
      Caller caller = caller(handler.action().scope(), json);
      caller.userId().ifPresent(entry::user);
      ObjectNode answer = ApiJson.success(perform(handler, caller, json, invocation.deadline()));
      entry.succeeded();
      return answer;
    } catch (PlatformException e) {
      if (e.getCause() != null) {
        LOG.warn(e.getMessage(), e);
      }
      entry.failed(e.code());
      return ApiJson.failure(e);
    } catch (Throwable e) {
      // The caller gets an answer in any case, and the log the rest.
      LOG.error("A defect", e);
      return ApiJson.failure(PlatformException.defect());
    }
  }

  /** Reads who asks and whom it concerns, and holds it against the action's scope. */
  private static Caller caller(Action.Scope scope, ObjectNode json) {
    Caller caller = RequestReader.read(Caller.class, json);
    if (scope == Action.Scope.TABLE) {
      return caller;
    }
    boolean platform = scope == Action.Scope.PLATFORM;
    if (caller.userId().isEmpty() && (!platform || caller.actor().isEmpty())) {
      throw PlatformException.invalid("userId", "is missing");
    }
    if (caller.byAdministrator()) {
      return caller;
    }
    if (scope != Action.Scope.USER) {
      throw new PlatformException(ErrorCode.PERMISSION_DENIED, "Only administrators may do that.");
    }
    if (caller.onBehalf()) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only administrators may do that to somebody else.");
    }
    return caller;
  }

  /** Reads the action's own fields and does it. */
  private static <Q extends Record, A extends Record> A perform(
      ActionHandler<Q, A> handler, Caller caller, ObjectNode json, Deadline deadline) {
    Q fields = RequestReader.read(handler.action().request(), json);
    return handler.work().perform(new ActionRequest<>(handler.action(), caller, fields), deadline);
  }

  private ActionHandler<?, ?> named(String name) {
    ActionHandler<?, ?> action = actions.get(name);
    if (action == null) {
      throw new PlatformException(ErrorCode.UNKNOWN_ACTION, "There is no such action.");
    }
    return action;
  }
}
