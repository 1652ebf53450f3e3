/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Does the job of a user: {@code {"jobId", "userId"}}. The answer says how far the job is. The
 * function fails only when it cannot read or report the job, so that Lambda tries again. Asked for
 * {@code {"releases": "list", "remove"?: [builds]}} it lists the release cache.
 */
@ApplicationScoped
@Named("world-files")
public class WorldFilesHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(WorldFilesHandler.class);

  private final JobRunner jobs;
  private final ReleaseArchives archives;
  private final RequestLog requests;
  private final Clock clock;

  WorldFilesHandler(JobRunner jobs, ReleaseArchives archives, RequestLog requests, Clock clock) {
    this.jobs = jobs;
    this.archives = archives;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock);
        RequestLog.Entry entry = requests.begin(invocation.requestId(), "job")) {
      ObjectNode request = Json.read("the event", in);
      if (request.has("releases")) {
        entry.action("releases");
        Json.write(releases(request), out);
        entry.succeeded();
        return;
      }
      UserId user = new UserId(request.path("userId").asText());
      entry.user(user);
      String id = request.path("jobId").asText();
      Optional<FileJob> job = jobs.run(user, id, invocation.deadline());
      job.ifPresent(each -> entry.action(each.kind().label()));
      Json.write(job.map(WorldFilesHandler::answer).orElseGet(() -> superseded(id)), out);
      entry.succeeded();
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }

  private ObjectNode releases(ObjectNode request) throws IOException {
    Set<Build> unwanted =
        StreamSupport.stream(request.path("remove").spliterator(), false)
            .map(build -> Build.of(build.asText()))
            .collect(Collectors.toSet());
    ObjectNode answer = Json.object();
    ArrayNode listed = answer.putArray("releases");
    archives
        .list(unwanted)
        .forEach(
            release ->
                listed
                    .addObject()
                    .put("build", release.build().toString())
                    .put("bytes", release.bytes())
                    .put("cachedAt", release.cachedAt().toString()));
    return answer;
  }

  private static ObjectNode answer(FileJob job) {
    ObjectNode answer = Json.object().put("jobId", job.id()).put("status", job.status().label());
    job.result().ifPresent(result -> answer.put("result", result));
    return answer;
  }

  private static ObjectNode superseded(String id) {
    return Json.object()
        .put("jobId", id)
        .put("status", FileJob.Status.FAILED.label())
        .put("result", "Another job took its place.");
  }
}
