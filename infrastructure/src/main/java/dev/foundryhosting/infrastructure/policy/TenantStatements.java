/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import java.util.List;

/** Each user's bucket, its IAM user and a secret, for functions that make and remove them. */
final class TenantStatements {
  private TenantStatements() {}

  static List<Statement> in(PolicyScope scope) {
    return List.of(
        Statement.allow(
                "KeepTenantsBuckets",
                "s3:CreateBucket",
                "s3:DeleteBucket",
                "s3:GetBucketTagging",
                "s3:ListBucketMultipartUploads",
                "s3:ListBucketVersions",
                "s3:PutBucketCORS",
                "s3:PutBucketOwnershipControls",
                "s3:PutBucketPolicy",
                "s3:PutBucketPublicAccessBlock",
                "s3:PutBucketTagging",
                "s3:PutBucketVersioning",
                "s3:PutEncryptionConfiguration",
                "s3:PutLifecycleConfiguration")
            .on(scope.tenantBucketsArn()),
        Statement.allow(
                "EmptyTenantsBuckets",
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion")
            .on(scope.tenantObjectsArn()),
        Statement.allow(
                "MakeBoundUsers",
                "iam:CreateUser",
                "iam:PutUserPermissionsBoundary",
                "iam:PutUserPolicy")
            .on(scope.tenantUsersArn())
            .when("ArnEquals", "iam:PermissionsBoundary", scope.boundaryArn()),
        Statement.allow(
                "KeepTenantsUsers",
                "iam:CreateAccessKey",
                "iam:DeleteAccessKey",
                "iam:DeleteUser",
                "iam:DeleteUserPolicy",
                "iam:GetUser",
                "iam:ListAccessKeys",
                "iam:ListUserPolicies",
                "iam:TagUser")
            .on(scope.tenantUsersArn()),
        Statement.allow("MakeTenantsSecrets", "secretsmanager:CreateSecret")
            .on(scope.tenantSecretsArn())
            .whenTagRequested(),
        Statement.allow(
                "KeepTenantsSecrets",
                "secretsmanager:DeleteSecret",
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:RestoreSecret",
                "secretsmanager:TagResource")
            .on(scope.tenantSecretsArn()));
  }
}
