/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

/**
 * The AWS partition, region and account of a stack.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 * @param region such as {@code eu-central-1}
 * @param account twelve digits
 */
public record Place(String partition, String region, String account) {

  public static Place of(String region, String account) {
    return new Place(partitionOf(region), region, account);
  }

  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }

  public String iamArn(String resource) {
    return "arn:%s:iam::%s:%s".formatted(partition, account, resource);
  }

  /** The ARN of a resource without region and account: a bucket, a hosted zone. */
  public String globalArn(String service, String resource) {
    return "arn:%s:%s:::%s".formatted(partition, service, resource);
  }

  /** The host of the account's registry of images. */
  public String registry() {
    return "%s.dkr.ecr.%s.amazonaws.com".formatted(account, region);
  }

  /** The ARN of a policy of AWS's own. */
  public String managedPolicyArn(String name) {
    return "arn:%s:iam::aws:policy/%s".formatted(partition, name);
  }

  private static String partitionOf(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
