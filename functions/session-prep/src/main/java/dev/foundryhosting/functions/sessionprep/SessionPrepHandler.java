/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.sessionprep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.session.command.PrepareSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Advances the sessions that are due; the event's content does not matter. A session that fails
 * stays due. The function fails only when it cannot read what is due, so that EventBridge tries
 * again.
 */
@ApplicationScoped
@Named("session-prep")
public class SessionPrepHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(SessionPrepHandler.class);

  private final PrepareSessions prepare;
  private final RequestLog requests;
  private final Clock clock;

  SessionPrepHandler(PrepareSessions prepare, RequestLog requests, Clock clock) {
    this.prepare = prepare;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock);
        RequestLog.Entry entry = requests.begin(invocation.requestId(), "prepare")) {
      Json.write(answer(prepare.tick(invocation.deadline())), out);
      entry.succeeded();
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }

  private static ObjectNode answer(PrepareSessions.Report report) {
    return Json.object()
        .put("prepared", report.prepared())
        .put("activated", report.activated())
        .put("completed", report.completed())
        .put("failed", report.failed())
        .put("troubled", report.troubled());
  }
}
