/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
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
    Invocation invocation = Invocation.of(context, clock);
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "unknown")) {
      Json.write(answer(in, invocation, entry), out);
    }
  }

  private ObjectNode answer(InputStream in, Invocation invocation, RequestLog.Entry entry) {
    try {
      ObjectNode json = Json.read("request", in);
      ActionHandler<?, ?> action = named(RequestReader.action(json));
      entry.action(action.action().name());
      Caller caller = action.caller(json);
      caller.userId().ifPresent(entry::user);
      ObjectNode answer = ApiJson.success(action.perform(caller, json, invocation.deadline()));
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
      return ApiJson.failure(
          new PlatformException(ErrorCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR.playerText()));
    }
  }

  private ActionHandler<?, ?> named(String name) {
    ActionHandler<?, ?> action = actions.get(name);
    if (action == null) {
      throw new PlatformException(ErrorCode.UNKNOWN_ACTION, "There is no such action.");
    }
    return action;
  }
}
