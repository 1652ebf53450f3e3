/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.platform.Partition;

/** The policies of a user's bucket and of the IAM user that writes to it, as JSON. */
public final class PolicyDocument {
  private PolicyDocument() {}

  /**
   * The policy of the bucket: everyone may read objects over TLS, as players' browsers do, but not
   * list them. A Deny of plain connections would add nothing, as all other users of the bucket sign
   * requests, and the SDKs send these over TLS.
   */
  public static String ofBucket(Partition partition, String bucket) {
    return """
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "PlayersReadObjects", "Effect": "Allow", "Principal": "*",
      "Action": ["s3:GetObject"],
      "Resource": ["BUCKET/*"],
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}
    }]}
    """
        .replace("BUCKET", partition.globalArn("s3", bucket));
  }

  /**
   * The policy of the IAM user: what Foundry calls, on its own bucket. {@code PutObjectAcl} is
   * among it because Foundry uploads with the header {@code x-amz-acl: public-read} (its issue
   * 8288), for which S3 asks that permission; {@code ListAllMyBuckets} is not, as it would show
   * every tenant the names of all others.
   */
  public static String ofAssetUser(Partition partition, String bucket) {
    return """
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "ListOwnBucket", "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
      "Resource": ["BUCKET"]
    }, {
      "Sid": "UseOwnObjects", "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject"],
      "Resource": ["BUCKET/*"]
    }]}
    """
        .replace("BUCKET", partition.globalArn("s3", bucket));
  }
}
