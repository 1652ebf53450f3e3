/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.shutdown.SweepInstances;
import dev.foundryhosting.shutdown.orphan.CollectOrphans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Sweeps the instances that are due and collects orphans; the event's content does not matter. A
 * failure of one instance is on record and due again. The function fails only when it cannot read
 * what is due, so that EventBridge tries again.
 */
@ApplicationScoped
@Named("auto-shutdown")
public class AutoShutdownHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(AutoShutdownHandler.class);

  private final SweepInstances sweep;
  private final CollectOrphans collect;
  private final RequestLog requests;
  private final Clock clock;

  AutoShutdownHandler(
      SweepInstances sweep, CollectOrphans collect, RequestLog requests, Clock clock) {
    this.sweep = sweep;
    this.collect = collect;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock);
        RequestLog.Entry entry = requests.begin(invocation.requestId(), "sweep")) {
      SweepInstances.Report swept = sweep.tick(invocation.deadline());
      // Servers first: they have players, orphans do not.
      CollectOrphans.Report collected = collect.collect(invocation.deadline());
      Json.write(answer(swept, collected), out);
      entry.succeeded();
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }

  private static ObjectNode answer(SweepInstances.Report swept, CollectOrphans.Report collected) {
    return Json.object()
        .put("checked", swept.checked())
        .put("stopped", swept.stopped())
        .put("warned", swept.warned())
        .put("repaired", swept.repaired() + collected.repaired())
        .put("failed", swept.failed() + collected.failed())
        .put("restarted", swept.restarted());
  }
}
