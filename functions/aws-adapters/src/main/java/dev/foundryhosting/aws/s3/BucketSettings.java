/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.s3;

import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.aws.PolicyDocument;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.instance.port.AssetBuckets;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** The settings of a user's bucket, each put as it must be, whatever it was before. */
final class BucketSettings {
  private static final int OLD_VERSIONS_STAY_DAYS = 30;
  private static final int UNFINISHED_UPLOADS_STAY_DAYS = 7;
  private static final int CORS_CACHE_SECONDS = 3600;

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
    s3.putPublicAccessBlock(
        request ->
            request
                .bucket(bucket)
                .publicAccessBlockConfiguration(
                    block ->
                        block
                            .blockPublicAcls(false)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(false)
                            .restrictPublicBuckets(false)));
  }

  /** Not BucketOwnerEnforced: that refuses uploads with an ACL, see {@link #publicAccess}. */
  void ownership() {
    s3.putBucketOwnershipControls(
        request ->
            request
                .bucket(bucket)
                .ownershipControls(
                    controls ->
                        controls.rules(
                            OwnershipControlsRule.builder()
                                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                                .build())));
  }

  void encryption() {
    s3.putBucketEncryption(
        request ->
            request
                .bucket(bucket)
                .serverSideEncryptionConfiguration(
                    configuration ->
                        configuration.rules(
                            ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                    sse -> sse.sseAlgorithm(ServerSideEncryption.AES256))
                                .build())));
  }

  void versioning() {
    s3.putBucketVersioning(
        request ->
            request
                .bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  void lifecycle() {
    s3.putBucketLifecycleConfiguration(
        request ->
            request
                .bucket(bucket)
                .lifecycleConfiguration(
                    configuration ->
                        configuration.rules(
                            LifecycleRule.builder()
                                .id("forget-what-was-replaced")
                                .status(ExpirationStatus.ENABLED)
                                .filter(everything -> everything.prefix(""))
                                .expiration(x -> x.expiredObjectDeleteMarker(true))
                                .noncurrentVersionExpiration(
                                    x -> x.noncurrentDays(OLD_VERSIONS_STAY_DAYS))
                                .abortIncompleteMultipartUpload(
                                    x -> x.daysAfterInitiation(UNFINISHED_UPLOADS_STAY_DAYS))
                                .build())));
  }

  void cors() {
    s3.putBucketCors(
        request ->
            request
                .bucket(bucket)
                .corsConfiguration(
                    configuration ->
                        configuration.corsRules(
                            CORSRule.builder()
                                .allowedOrigins(spec.origin())
                                .allowedMethods("GET", "HEAD", "PUT", "POST")
                                .allowedHeaders("*")
                                .exposeHeaders("ETag")
                                .maxAgeSeconds(CORS_CACHE_SECONDS)
                                .build())));
  }

  void tags() {
    s3.putBucketTagging(
        request ->
            request
                .bucket(bucket)
                .tagging(
                    tagging ->
                        tagging.tagSet(
                            AwsTags.of(
                                spec.user(),
                                (key, value) -> Tag.builder().key(key).value(value).build()))));
  }

  void policy() {
    // The public access block of a new bucket needs a moment until it holds.
    RetryPolicy.EVENTUAL_CONSISTENCY.run(
        e -> AwsErrorCodes.isOneOf(e, "AccessDenied", "OperationAborted"),
        () ->
            s3.putBucketPolicy(
                request -> request.bucket(bucket).policy(PolicyDocument.ofBucket(bucket))));
  }
}
