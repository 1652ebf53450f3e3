/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.aws.PolicyDocument;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.platform.Partition;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** The settings of a user's bucket, each put as it must be, whatever it was before. */
final class BucketSettings {

  private final S3Client s3;
  private final String bucket;
  private final AssetBuckets.Spec spec;

  BucketSettings(S3Client s3, AssetBuckets.Spec spec) {
    this.s3 = s3;
    this.bucket = spec.name();
    this.spec = spec;
  }

  /**
   * The bucket's policy alone decides what the public may do. Public ACLs are ignored but not
   * refused: Foundry sends {@code x-amz-acl: public-read} with every upload (its issue 8288), and
   * S3 would turn those uploads away.
   */
  void publicAccess() {
    PublicAccessBlockConfiguration block =
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(false)
            .ignorePublicAcls(true)
            .blockPublicPolicy(false)
            .restrictPublicBuckets(false)
            .build();
    s3.putPublicAccessBlock(r -> r.bucket(bucket).publicAccessBlockConfiguration(block));
  }

  /** Not BucketOwnerEnforced: that refuses uploads with an ACL, see {@link #publicAccess}. */
  void ownership() {
    OwnershipControlsRule rule =
        OwnershipControlsRule.builder()
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
            .build();
    s3.putBucketOwnershipControls(r -> r.bucket(bucket).ownershipControls(c -> c.rules(rule)));
  }

  void encryption() {
    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(s -> s.sseAlgorithm(ServerSideEncryption.AES256))
            .build();
    s3.putBucketEncryption(
        r -> r.bucket(bucket).serverSideEncryptionConfiguration(c -> c.rules(rule)));
  }

  void versioning() {
    s3.putBucketVersioning(
        r ->
            r.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  void lifecycle() {
    LifecycleRule rule =
        LifecycleRule.builder()
            .id("forget-what-was-replaced")
            .status(ExpirationStatus.ENABLED)
            .filter(everything -> everything.prefix(""))
            .expiration(x -> x.expiredObjectDeleteMarker(true))
            .noncurrentVersionExpiration(x -> x.noncurrentDays(30))
            .abortIncompleteMultipartUpload(x -> x.daysAfterInitiation(7))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(bucket).lifecycleConfiguration(c -> c.rules(rule)));
  }

  void cors() {
    CORSRule rule =
        CORSRule.builder()
            .allowedOrigins(spec.origin())
            .allowedMethods("GET", "HEAD", "PUT", "POST")
            .allowedHeaders("*")
            .exposeHeaders("ETag")
            .maxAgeSeconds(3600)
            .build();
    s3.putBucketCors(r -> r.bucket(bucket).corsConfiguration(c -> c.corsRules(rule)));
  }

  void tags() {
    List<Tag> tags =
        AwsTags.of(spec.user(), (key, value) -> Tag.builder().key(key).value(value).build());
    s3.putBucketTagging(r -> r.bucket(bucket).tagging(t -> t.tagSet(tags)));
  }

  void policy(Partition partition) {
    // The public access block of a new bucket needs a moment until it holds.
    RetryPolicy.EVENTUAL_CONSISTENCY.run(
        e -> AwsErrorCodes.isOneOf(e, "AccessDenied", "OperationAborted"),
        () ->
            s3.putBucketPolicy(
                r -> r.bucket(bucket).policy(PolicyDocument.ofBucket(partition, bucket))));
  }
}
