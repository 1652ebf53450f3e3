/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.Partition;
import dev.foundryhosting.platform.ServerSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** {@link AssetBuckets} in S3. */
@Singleton
public final class S3AssetBuckets implements AssetBuckets {
  // "General purpose bucket naming rules", without the dots that break TLS host names.
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final String FIRST_REGION = "us-east-1";
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final S3Client s3;
  private final String region;

  public S3AssetBuckets(AwsClients clients, ServerSettings settings) {
    this.s3 = clients.s3();
    this.region = settings.region();
  }

  @Override
  public void ensure(Spec spec) {
    if (!NAME.matcher(spec.name()).matches()) {
      throw new IllegalArgumentException("S3 takes no bucket named " + spec.name());
    }
    AwsCall.run(
        "make the assets bucket",
        () -> {
          if (isOthers(spec.name())) {
            throw others(spec.name());
          }
          create(spec.name());
          BucketSettings settings = new BucketSettings(s3, spec);
          // First whose it is, then what S3 requires for the policy.
          settings.tags();
          settings.publicAccess();
          settings.ownership();
          settings.encryption();
          settings.versioning();
          settings.lifecycle();
          settings.cors();
          settings.policy(Partition.of(region));
        });
  }

  @Override
  public boolean empty(String bucket, Deadline deadline) {
    return AwsCall.of(
        "empty the assets bucket",
        () -> {
          try {
            // What is in a bucket of others stays.
            return isOthers(bucket)
                || (versionsDeleted(bucket, deadline) && uploadsAborted(bucket, deadline));
          } catch (S3Exception e) {
            if (AwsErrorCodes.isOneOf(e, "NoSuchBucket")) {
              return true;
            }
            throw e;
          }
        });
  }

  @Override
  public boolean remove(String bucket) {
    return AwsCall.of(
        "remove the assets bucket",
        () -> {
          try {
            if (!isOthers(bucket)) {
              AwsErrorCodes.ignoring(
                  () -> s3.deleteBucket(each -> each.bucket(bucket)), "NoSuchBucket");
            }
            return true;
          } catch (S3Exception e) {
            if (AwsErrorCodes.isOneOf(e, "BucketNotEmpty")) {
              return false;
            }
            throw e;
          }
        });
  }

  private void create(String bucket) {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    if (!region.equals(FIRST_REGION)) {
      // S3 refuses its first region as a constraint; without a constraint it takes that region.
      request.createBucketConfiguration(where -> where.locationConstraint(region));
    }
    try {
      s3.createBucket(request.build());
    } catch (S3Exception e) {
      if (AwsErrorCodes.isOneOf(e, "OperationAborted")) {
        throw PlatformException.dependency(
            "Could not make the assets bucket: S3 still removes one of that name.", true, e);
      }
      if (AwsErrorCodes.isOneOf(e, "BucketAlreadyExists")) {
        throw others(bucket);
      }
      if (!AwsErrorCodes.isOneOf(e, "BucketAlreadyOwnedByYou")) {
        throw e;
      }
    }
  }

  /**
   * Whether there is a bucket that the platform did not make: one without its tags, or in another
   * account. One without any tag and with nothing in it is what a dead process left.
   */
  private boolean isOthers(String bucket) {
    try {
      Map<String, String> tags =
          s3.getBucketTagging(x -> x.bucket(bucket)).tagSet().stream()
              .collect(Collectors.toMap(Tag::key, Tag::value));
      return AwsTags.owner(tags).isEmpty();
    } catch (S3Exception e) {
      if (AwsErrorCodes.isOneOf(e, "NoSuchTagSet")) {
        return !identifiers(s3.listObjectVersions(x -> x.bucket(bucket).maxKeys(1))).isEmpty();
      }
      if (AwsErrorCodes.isOneOf(e, "NoSuchBucket", "AccessDenied")) {
        return AwsErrorCodes.isOneOf(e, "AccessDenied");
      }
      throw e;
    }
  }

  private static PlatformException others(String bucket) {
    return PlatformException.dependency(
        "Could not make the assets bucket: there is one named %s that is not the platform's."
            .formatted(bucket),
        false);
  }

  private boolean versionsDeleted(String bucket, Deadline deadline) {
    while (deadline.leaves(RESERVE)) {
      // From the start each time: a marker would point at a deleted version.
      List<ObjectIdentifier> page = identifiers(s3.listObjectVersions(x -> x.bucket(bucket)));
      if (page.isEmpty()) {
        return true;
      }
      DeleteObjectsResponse answer =
          s3.deleteObjects(x -> x.bucket(bucket).delete(all -> all.objects(page).quiet(true)));
      if (!answer.errors().isEmpty()) {
        S3Error first = answer.errors().getFirst();
        throw PlatformException.dependency(
            "Could not empty the assets bucket: S3 answered %s.".formatted(first.code()), true);
      }
    }
    return false;
  }

  private boolean uploadsAborted(String bucket, Deadline deadline) {
    while (deadline.leaves(RESERVE)) {
      List<MultipartUpload> page = s3.listMultipartUploads(x -> x.bucket(bucket)).uploads();
      if (page.isEmpty()) {
        return true;
      }
      for (MultipartUpload upload : page) {
        if (!deadline.leaves(RESERVE)) {
          return false;
        }
        abort(bucket, upload);
      }
    }
    return false;
  }

  private void abort(String bucket, MultipartUpload upload) {
    AwsErrorCodes.ignoring(
        () ->
            s3.abortMultipartUpload(
                x -> x.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())),
        "NoSuchUpload");
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream()
                .map(x -> ObjectIdentifier.builder().key(x.key()).versionId(x.versionId())),
            page.deleteMarkers().stream()
                .map(x -> ObjectIdentifier.builder().key(x.key()).versionId(x.versionId())))
        .map(ObjectIdentifier.Builder::build)
        .toList();
  }
}
