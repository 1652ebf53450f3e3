/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.WorldFiles;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Release;
import dev.foundryhosting.release.ReleaseFolder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes the function world-files. A call may be repeated, since the function knows its job. */
@Singleton
public final class LambdaWorldFiles implements WorldFiles, ReleaseFolder {
  /** A new instance of the function mounts its file system first, which takes some seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private final LambdaClient lambda;
  private final String function;
  private final Clock clock;

  public LambdaWorldFiles(AwsClients clients, Environment environment, Clock clock) {
    this.lambda = clients.lambdaWithin(LONGEST);
    this.function = environment.get(Variable.WORLD_FILES_FUNCTION_NAME);
    this.clock = clock;
  }

  @Override
  public FileJob complete(FileJob job) {
    InvokeResponse response = invoke(job, request -> {});
    if (response.functionError() != null) {
      throw PlatformException.dependency("world-files ended without an answer.", true);
    }
    return response.payload() == null ? job : answered(job, response.payload().asByteArray());
  }

  @Override
  public void begin(FileJob job) {
    var unused = invoke(job, request -> request.invocationType(InvocationType.EVENT));
  }

  @Override
  public List<Release> list(Set<Build> unwanted) {
    ObjectNode event = Json.object().put("releases", "list");
    unwanted.forEach(build -> event.withArray("remove").add(build.toString()));
    InvokeResponse response = invoke(event, request -> {});
    if (response.functionError() != null || response.payload() == null) {
      throw PlatformException.dependency("The release cache could not be listed.", true);
    }
    JsonNode answer = Json.parse("the answer", response.payload().asByteArray());
    return StreamSupport.stream(answer.path("releases").spliterator(), false)
        .map(LambdaWorldFiles::release)
        .toList();
  }

  private static Release release(JsonNode json) {
    return new Release(
        Build.of(json.path("build").asText()),
        json.path("bytes").asLong(),
        Instant.parse(json.path("cachedAt").asText()));
  }

  private InvokeResponse invoke(FileJob job, Consumer<InvokeRequest.Builder> how) {
    return invoke(Json.object().put("jobId", job.id()).put("userId", job.userId().value()), how);
  }

  private InvokeResponse invoke(ObjectNode event, Consumer<InvokeRequest.Builder> how) {
    return AwsCall.of(
        "reach world-files",
        () ->
            lambda.invoke(
                request -> {
                  request.functionName(function).payload(SdkBytes.fromUtf8String(event.toString()));
                  how.accept(request);
                }));
  }

  private FileJob answered(FileJob job, byte[] payload) {
    JsonNode answer;
    try {
      answer = Json.parse("the answer", payload);
    } catch (PlatformException unreadable) {
      return job;
    }
    String result = answer.path("result").asText();
    return switch (answer.path("status").asText()) {
      case "done" -> job.done(result, clock.instant());
      case "refused" -> job.refused(result, clock.instant());
      case "failed" -> job.failed(result, clock.instant());
      default -> job;
    };
  }
}
