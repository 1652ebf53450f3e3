package dev.foundryhosting.functions.management;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Whatever a person asks for: one JSON request, one JSON answer (docs/api.md). Never throws. */
@ApplicationScoped
@Named("instance-management")
public class InstanceManagementHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(InstanceManagementHandler.class);

  private final Actions actions;
  private final RequestLog requests;
  private final Clock clock;

  InstanceManagementHandler(Actions actions, RequestLog requests, Clock clock) {
    this.actions = actions;
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
      String name = new Fields(json).text("action");
      Action action = actions.named(name);
      entry.action(name);
      ActionRequest request = ActionRequest.of(json, action);
      request.target().ifPresent(entry::user);
      JsonNode data = action.work().perform(request, invocation.deadline());
      entry.succeeded();
      return Json.object().put("ok", true).set("data", data);
    } catch (PlatformException e) {
      if (e.getCause() != null) {
        LOG.warn(e.getMessage(), e);
      }
      entry.failed(e.code());
      return failure(e);
    } catch (Throwable e) {
      // Whatever it is, the caller gets an answer and the log the rest.
      LOG.error("A defect", e);
      return failure(
          new PlatformException(ErrorCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR.playerText()));
    }
  }

  private static ObjectNode failure(PlatformException e) {
    ObjectNode error = Json.object().put("code", e.code().name()).put("message", e.getMessage());
    e.field().ifPresent(field -> error.put("field", field));
    return Json.object().put("ok", false).set("error", error.put("retryable", e.retryable()));
  }
}
