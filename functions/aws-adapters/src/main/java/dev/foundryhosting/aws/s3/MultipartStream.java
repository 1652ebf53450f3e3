/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsCall;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object that is stored in parts, since its size is known only at its end. When it is closed
 * before it is complete, nothing of it stays.
 */
final class MultipartStream extends OutputStream {
  /** Parts have at least 5 MiB; 10 000 of these are 78 GiB. */
  private static final int PART_BYTES = 8 * 1024 * 1024;

  private static final ChecksumAlgorithm CHECKSUM = ChecksumAlgorithm.CRC32;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final byte[] part = new byte[PART_BYTES];
  private final List<CompletedPart> parts = new ArrayList<>();
  private Optional<String> uploadId = Optional.empty();
  private int filled;
  private long bytes;

  MultipartStream(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] content, int from, int length) {
    for (int done = 0; done < length; ) {
      int fits = Math.min(length - done, PART_BYTES - filled);
      System.arraycopy(content, from + done, part, filled, fits);
      filled += fits;
      done += fits;
      if (filled == PART_BYTES) {
        storePart();
      }
    }
  }

  /**
   * Lets the key name what was written.
   *
   * @return its size in bytes
   */
  long complete() {
    if (uploadId.isEmpty()) {
      bytes = filled;
      AwsCall.run(
          "store in the archive", () -> s3.putObject(each -> each.bucket(bucket).key(key), body()));
      return bytes;
    }
    if (filled > 0) {
      storePart();
    }
    String id = uploadId.get();
    AwsCall.run(
        "store in the archive",
        () ->
            s3.completeMultipartUpload(
                each ->
                    each.bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(all -> all.parts(parts))));
    uploadId = Optional.empty();
    return bytes;
  }

  /** What is not complete costs storage until it is aborted. */
  @Override
  public void close() {
    uploadId.ifPresent(
        id ->
            AwsCall.run(
                "abandon what was begun in the archive",
                () -> s3.abortMultipartUpload(each -> each.bucket(bucket).key(key).uploadId(id))));
    uploadId = Optional.empty();
  }

  private void storePart() {
    String id = uploadId.orElseGet(this::begun);
    uploadId = Optional.of(id);
    int number = parts.size() + 1;
    UploadPartResponse stored =
        AwsCall.of(
            "store in the archive",
            () ->
                s3.uploadPart(
                    each ->
                        each.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .partNumber(number)
                            .checksumAlgorithm(CHECKSUM),
                    body()));
    // An upload that promises checksums is complete only when each part names its own.
    parts.add(
        CompletedPart.builder()
            .partNumber(number)
            .eTag(stored.eTag())
            .checksumCRC32(stored.checksumCRC32())
            .build());
    bytes += filled;
    filled = 0;
  }

  private String begun() {
    return AwsCall.of(
        "store in the archive",
        () ->
            s3.createMultipartUpload(
                    each -> each.bucket(bucket).key(key).checksumAlgorithm(CHECKSUM))
                .uploadId());
  }

  /** Read anew at each try of the call, from the part itself: it is large. */
  private RequestBody body() {
    int length = filled;
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(part, 0, length), length, "application/gzip");
  }
}
