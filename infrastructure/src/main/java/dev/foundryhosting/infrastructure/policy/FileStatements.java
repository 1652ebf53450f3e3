/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import java.util.List;

/** The users' files, for the one function that works on them. */
final class FileStatements {
  private FileStatements() {}

  static List<Statement> in(PolicyScope scope) {
    Place place = scope.place();
    String interfaces = place.arn("ec2", "network-interface/*");
    return List.of(
        Statement.allow(
                "MountUsersFiles", "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite")
            .on(scope.fileSystemArn())
            .when("ArnEquals", "elasticfilesystem:AccessPointArn", scope.filesAccessPointArn())
            .when("Bool", "aws:SecureTransport", "true"),
        Statement.allow(
                "KeepSavePoints",
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:GetObject",
                "s3:PutObject")
            .on(scope.archiveArn() + "/*"),
        Statement.allow("ListSavePoints", "s3:ListBucket").on(scope.archiveArn()),
        // Lambda connects the function to the network with the function's role.
        Statement.allow("JoinTheNetwork", "ec2:CreateNetworkInterface")
            .on(interfaces, place.arn("ec2", "subnet/*"), place.arn("ec2", "security-group/*")),
        Statement.allow(
                "KeepInterfaces",
                "ec2:AssignPrivateIpAddresses",
                "ec2:DeleteNetworkInterface",
                "ec2:UnassignPrivateIpAddresses")
            .on(interfaces),
        Statement.allow("SeeInterfaces", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")
            .onEverything());
  }

  /** The worlds that users take home, for links to them. */
  static Statement handOut(PolicyScope scope) {
    return Statement.allow("HandOutExports", "s3:GetObject").on(scope.archiveArn() + "/exports/*");
  }

  /** The worlds that users bring in, for links to their parts. */
  static Statement takeIn(PolicyScope scope) {
    return Statement.allow("TakeInUploads", "s3:AbortMultipartUpload", "s3:PutObject")
        .on(scope.archiveArn() + "/imports/*");
  }

  /**
   * Of a table's items those of jobs and of save points, and the one that a function looks for when
   * it starts.
   */
  static Statement onJobsAlone(Statement use) {
    return use.when(
        "ForAllValues:StringLike", "dynamodb:LeadingKeys", "file-job#*", "files#*", "probe#");
  }
}
