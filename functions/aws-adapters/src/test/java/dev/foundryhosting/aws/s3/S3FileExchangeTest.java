/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileExchangeContract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links are used as a browser uses them: with no header that was signed. */
class S3FileExchangeTest implements FileExchangeContract {
  private static final String BUCKET = "foundry-archive";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final FileArchive archive = new S3FileArchive(cloud.clients(), BUCKET);
  private final FileExchange exchange =
      new S3FileExchange(cloud.clients(), BUCKET, Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void thereIsABucket() {
    cloud
        .clients()
        .s3()
        .createBucket(
            each ->
                each.bucket(BUCKET)
                    .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
  }

  @Override
  public FileExchange exchange() {
    return exchange;
  }

  @Override
  public FileArchive archive() {
    return archive;
  }

  @Override
  public String put(URI link, byte[] content) throws IOException, InterruptedException {
    HttpRequest put =
        HttpRequest.newBuilder(link).PUT(HttpRequest.BodyPublishers.ofByteArray(content)).build();
    HttpResponse<String> answer = http.send(put, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("etag").orElseThrow();
  }

  @Override
  public byte[] get(URI link) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray()).body();
  }

  @Test
  void aLinkSignsNoHeaderButTheHost() {
    assertThat(exchange.begin(USER, 1).parts().getFirst().getQuery())
        .contains("X-Amz-SignedHeaders=host&", "X-Amz-Expires=14400", "partNumber=1")
        .doesNotContainIgnoringCase("checksum");
  }

  @Test
  void anExportIsSavedUnderTheNameOfItsWorld() throws Exception {
    var unused = archive.store(ExchangeKeys.export(USER, "export-1", WORLD), to -> true);
    URI link = exchange.export(USER, "export-1", WORLD).orElseThrow().url();

    assertThat(link.getRawQuery())
        .contains("X-Amz-Expires=900", "X-Amz-SignedHeaders=host&")
        .contains(
            "response-content-disposition="
                + URLEncoder.encode(
                        "attachment; filename*=UTF-8''Curse%20of%20Strahd%20%222%22%20%C3%A4.tar.gz",
                        UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A"));
  }
}
