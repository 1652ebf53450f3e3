/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.platform.InParallel;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Copies an object within a bucket, by S3 itself. One call copies up to 5 GB, but takes as long as
 * that takes: parts keep each call short.
 */
final class ServerSideCopy {
  private static final String DOING = "copy within the archive";
  private static final long PART_BYTES = 64L << 20;
  private static final int PARTS_AT_ONCE = 8;

  private final S3Client s3;
  private final String bucket;

  ServerSideCopy(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * @return false where there is nothing
   */
  boolean copy(String key, String to) {
    Optional<Long> bytes = AwsCall.of(DOING, () -> size(key));
    if (bytes.isEmpty()) {
      return false;
    }
    if (bytes.get() <= PART_BYTES) {
      AwsCall.run(DOING, () -> copyWhole(key, to));
    } else {
      copyParts(key, to, bytes.get());
    }
    return true;
  }

  private Optional<Long> size(String key) {
    try {
      return Optional.of(s3.headObject(each -> each.bucket(bucket).key(key)).contentLength());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private void copyWhole(String key, String to) {
    s3.copyObject(
        each ->
            each.sourceBucket(bucket).sourceKey(key).destinationBucket(bucket).destinationKey(to));
  }

  private void copyParts(String key, String to, long bytes) {
    String id =
        AwsCall.of(
            DOING, () -> s3.createMultipartUpload(each -> each.bucket(bucket).key(to)).uploadId());
    try {
      List<Long> starts =
          LongStream.iterate(0, from -> from < bytes, from -> from + PART_BYTES).boxed().toList();
      List<CompletedPart> parts =
          InParallel.each(starts, PARTS_AT_ONCE, from -> copied(key, to, id, from, bytes));
      AwsCall.run(
          DOING,
          () ->
              s3.completeMultipartUpload(
                  each ->
                      each.bucket(bucket)
                          .key(to)
                          .uploadId(id)
                          .multipartUpload(all -> all.parts(parts))));
    } catch (RuntimeException | Error e) {
      AwsCall.run(
          "abandon a copy",
          () -> s3.abortMultipartUpload(each -> each.bucket(bucket).key(to).uploadId(id)));
      throw e;
    }
  }

  private CompletedPart copied(String key, String to, String id, long from, long bytes) {
    int number = (int) (from / PART_BYTES) + 1;
    long last = Math.min(from + PART_BYTES, bytes) - 1;
    String tag =
        AwsCall.of(
            DOING,
            () ->
                s3.uploadPartCopy(
                        each ->
                            each.sourceBucket(bucket)
                                .sourceKey(key)
                                .destinationBucket(bucket)
                                .destinationKey(to)
                                .uploadId(id)
                                .partNumber(number)
                                .copySourceRange("bytes=%d-%d".formatted(from, last)))
                    .copyPartResult()
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }
}
