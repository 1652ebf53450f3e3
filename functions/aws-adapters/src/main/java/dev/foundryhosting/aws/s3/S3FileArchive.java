/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileArchive;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** {@link FileArchive} in a bucket of S3. */
public final class S3FileArchive implements FileArchive {
  /** What one call removes at most. */
  private static final int REMOVED_AT_ONCE = 1_000;

  private final S3Client s3;
  private final String bucket;
  private final ServerSideCopy copy;

  public S3FileArchive(AwsClients clients, String bucket) {
    this.s3 = clients.s3();
    this.bucket = bucket;
    this.copy = new ServerSideCopy(clients.s3WithoutChecksums(), bucket);
  }

  @Override
  public OptionalLong store(String key, Content content) throws IOException {
    try (MultipartStream stream = new MultipartStream(s3, bucket, key)) {
      return content.writeTo(stream) ? OptionalLong.of(stream.complete()) : OptionalLong.empty();
    }
  }

  @Override
  public Optional<InputStream> read(String key) {
    return AwsCall.of(
        "read from the archive",
        () -> {
          try {
            ResponseInputStream<GetObjectResponse> content =
                s3.getObject(each -> each.bucket(bucket).key(key));
            return Optional.of(content);
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<byte[]> read(String key, long from, int length) {
    return AwsCall.of(
        "read from the archive",
        () -> {
          try {
            String range = "bytes=%d-%d".formatted(from, from + length - 1);
            return Optional.of(
                s3.getObjectAsBytes(each -> each.bucket(bucket).key(key).range(range))
                    .asByteArray());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public boolean copy(String key, String to) {
    return copy.copy(key, to);
  }

  @Override
  public List<Stored> list(String prefix) {
    return AwsCall.of(
        "list the archive",
        () ->
            s3
                .listObjectsV2Paginator(each -> each.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(each -> new Stored(each.key(), each.size(), each.lastModified()))
                .toList());
  }

  @Override
  public void remove(List<String> keys) {
    List<ObjectIdentifier> all =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    IntStream.iterate(0, from -> from < all.size(), from -> from + REMOVED_AT_ONCE)
        .mapToObj(from -> all.subList(from, Math.min(from + REMOVED_AT_ONCE, all.size())))
        .forEach(some -> AwsCall.run("remove from the archive", () -> removeSome(some)));
  }

  private void removeSome(List<ObjectIdentifier> some) {
    List<S3Error> errors =
        s3.deleteObjects(each -> each.bucket(bucket).delete(keys -> keys.objects(some).quiet(true)))
            .errors();
    if (!errors.isEmpty()) {
      throw PlatformException.dependency(
          "Could not remove from the archive: S3 answered %s.".formatted(errors.getFirst().code()),
          true);
    }
  }
}
