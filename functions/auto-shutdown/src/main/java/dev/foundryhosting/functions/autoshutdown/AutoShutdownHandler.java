package dev.foundryhosting.functions.autoshutdown;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.shutdown.CollectOrphans;
import dev.foundryhosting.shutdown.SweepInstances;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Looks at every server that is due, and for what belongs to nobody, whatever the event says. What
 * fails for one instance is on record and due again; the function fails only when it cannot even be
 * read who is due, so that EventBridge tries again.
 */
@ApplicationScoped
@Named("auto-shutdown")
public class AutoShutdownHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(AutoShutdownHandler.class);

  private final SweepInstances watch;
  private final CollectOrphans repair;
  private final RequestLog requests;
  private final Clock clock;

  AutoShutdownHandler(
      SweepInstances watch, CollectOrphans repair, RequestLog requests, Clock clock) {
    this.watch = watch;
    this.repair = repair;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation invocation = Invocation.of(context, clock);
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "sweep")) {
      SweepInstances.Report watched = watch.tick(invocation.deadline());
      // In the time that the servers leave: they have players, strays have not.
      CollectOrphans.Report repaired = repair.look(invocation.deadline());
      Json.write(answer(watched, repaired), out);
      entry.succeeded();
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }

  private static ObjectNode answer(SweepInstances.Report watched, CollectOrphans.Report repaired) {
    return Json.object()
        .put("checked", watched.checked())
        .put("stopped", watched.stopped())
        .put("warned", watched.warned())
        .put("repaired", watched.repaired() + repaired.repaired())
        .put("failed", watched.failed() + repaired.failed())
        .put("restarted", watched.restarted());
  }
}
