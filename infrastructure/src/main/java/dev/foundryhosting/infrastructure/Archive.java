/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.FilePolicies;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.ResourceNames;

/**
 * The bucket of the users' save points, and of what they exchange. It has no versions: a unit is
 * never written over, and what no save point names is to be gone.
 */
final class Archive {
  /** An upload that died is taken up again within minutes, or never. */
  private static final int ABANDONED_DAYS = 2;

  /** A link to an export lasts minutes, and the work on an upload begins when it is complete. */
  private static final int EXCHANGED_DAYS = 1;

  private final Output<String> name;

  /**
   * @param layer the parent of the resources
   */
  Archive(Layer layer, Output<Place> place) {
    String logical = Layer.named("archive");
    BucketV2 bucket =
        new BucketV2(
            logical,
            BucketV2Args.builder()
                .bucket(place.applyValue(PolicyScope::archiveBucket))
                .forceDestroy(layer.settings().development())
                .tags(layer.tags(logical))
                .build(),
            layer.keptChild());
    BucketPublicAccessBlock block =
        new BucketPublicAccessBlock(
            logical,
            BucketPublicAccessBlockArgs.builder()
                .bucket(bucket.bucket())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build(),
            layer.child());
    new BucketServerSideEncryptionConfigurationV2(
        logical,
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.bucket())
            .rules(
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                    .applyServerSideEncryptionByDefault(
                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                            .builder()
                            .sseAlgorithm("AES256")
                            .build())
                    .build())
            .build(),
        layer.child());
    new BucketLifecycleConfigurationV2(
        logical,
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.bucket())
            .rules(
                BucketLifecycleConfigurationV2RuleArgs.builder()
                    .id("abandoned-uploads")
                    .status("Enabled")
                    .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().build())
                    .abortIncompleteMultipartUpload(
                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs
                            .builder()
                            .daysAfterInitiation(ABANDONED_DAYS)
                            .build())
                    .build(),
                expiring("exports", ResourceNames.EXPORTS),
                expiring("imports", ResourceNames.IMPORTS))
            .build(),
        layer.child());
    new BucketPolicy(
        logical,
        BucketPolicyArgs.builder()
            .bucket(bucket.bucket())
            .policy(place.applyValue(where -> FilePolicies.ofArchive(where).json()))
            .build(),
        layer.childAfter(block));
    name = bucket.bucket();
  }

  private static BucketLifecycleConfigurationV2RuleArgs expiring(String id, String prefix) {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id(id)
        .status("Enabled")
        .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix(prefix).build())
        .expiration(
            BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(EXCHANGED_DAYS).build())
        .build();
  }

  Output<String> name() {
    return name;
  }
}
