/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.platform.UserId;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * {@link FileExchange} by presigned requests to a bucket of S3. Needs {@code s3:PutObject} on the
 * imports and {@code s3:GetObject} on the exports.
 */
public final class S3FileExchange implements FileExchange {
  private static final long MIB = 1L << 20;

  /** S3 takes none below 5 MiB but the last one. */
  private static final long SMALLEST_PART = 16 * MIB;

  /** Each link has some 1.5 kB in the answer of a function. */
  private static final int MOST_PARTS = 100;

  private static final String[] WRONG_PARTS = {
    "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "InvalidRequest", "MalformedXML"
  };

  private final S3Client s3;
  private final S3Presigner presigner;
  private final String bucket;
  private final Clock clock;

  public S3FileExchange(AwsClients clients, String bucket, Clock clock) {
    this.s3 = clients.s3WithoutChecksums();
    this.presigner = clients.s3Presigner();
    this.bucket = bucket;
    this.clock = clock;
  }

  @Override
  public Upload begin(UserId user, long bytes) {
    if (bytes < 1 || bytes > LARGEST_UPLOAD) {
      throw PlatformException.invalid(
          "bytes", "must be the size of the file, up to %d GiB".formatted(LARGEST_UPLOAD >> 30));
    }
    String name = UUID.randomUUID().toString();
    String key = ExchangeKeys.upload(user, new ImportId(name));
    Instant completeBy = clock.instant().plus(UPLOAD_LASTS);
    String uploadId =
        AwsCall.of(
            "begin an upload",
            () -> s3.createMultipartUpload(each -> each.bucket(bucket).key(key)).uploadId());
    long partBytes = partBytes(bytes);
    List<URI> parts =
        IntStream.rangeClosed(1, Math.toIntExact((bytes + partBytes - 1) / partBytes))
            .mapToObj(number -> part(key, uploadId, number))
            .toList();
    return new Upload(new ImportId(name + "." + uploadId), partBytes, parts, completeBy);
  }

  private static long partBytes(long bytes) {
    long even = (bytes + MOST_PARTS - 1) / MOST_PARTS;
    return Math.max(SMALLEST_PART, (even + MIB - 1) / MIB * MIB);
  }

  private URI part(String key, String uploadId, int number) {
    return URI.create(
        presigner
            .presignUploadPart(
                each ->
                    each.signatureDuration(UPLOAD_LASTS)
                        .uploadPartRequest(
                            part ->
                                part.bucket(bucket).key(key).uploadId(uploadId).partNumber(number)))
            .url()
            .toString());
  }

  @Override
  public void complete(UserId user, ImportId upload, List<String> etags) {
    String[] parts = upload.value().split("\\.", 2);
    if (parts.length < 2) {
      return;
    }
    List<CompletedPart> completed =
        IntStream.range(0, etags.size())
            .mapToObj(at -> CompletedPart.builder().partNumber(at + 1).eTag(etags.get(at)).build())
            .toList();
    AwsCall.run(
        "complete an upload",
        () -> {
          try {
            s3.completeMultipartUpload(
                each ->
                    each.bucket(bucket)
                        .key(ExchangeKeys.upload(user, upload))
                        .uploadId(parts[1])
                        .multipartUpload(all -> all.parts(completed)));
          } catch (NoSuchUploadException e) {
            // It was completed before, or is gone.
          } catch (S3Exception e) {
            throw AwsErrorCodes.isOneOf(e, WRONG_PARTS) ? wrongParts() : e;
          }
        });
  }

  private static PlatformException wrongParts() {
    return PlatformException.invalid("etags", "must be those of all parts, in their order");
  }

  @Override
  public Optional<Download> export(UserId user, String job, WorldName world) {
    String key = ExchangeKeys.export(user, job, world);
    Instant expiresAt = clock.instant().plus(LINK_LASTS);
    return AwsCall.of("find an export", () -> size(key))
        .map(bytes -> new Download(link(key, world), expiresAt, bytes));
  }

  /** Without the right to list the bucket, S3 refuses to say that there is nothing. */
  private Optional<Long> size(String key) {
    try {
      return Optional.of(s3.headObject(each -> each.bucket(bucket).key(key)).contentLength());
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || e.statusCode() == 403) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private URI link(String key, WorldName world) {
    String name = URLEncoder.encode(world + ".tar.gz", UTF_8).replace("+", "%20");
    return URI.create(
        presigner
            .presignGetObject(
                each ->
                    each.signatureDuration(LINK_LASTS)
                        .getObjectRequest(
                            get ->
                                get.bucket(bucket)
                                    .key(key)
                                    .responseContentDisposition(
                                        "attachment; filename*=UTF-8''" + name)))
            .url()
            .toString());
  }
}
