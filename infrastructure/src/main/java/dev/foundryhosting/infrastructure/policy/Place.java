/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.Partition;

/**
 * The AWS partition, region and account of a stack.
 *
 * @param partition whose ARNs and hosts the stack has
 * @param region such as {@code eu-central-1}
 * @param account twelve digits
 */
public record Place(Partition partition, String region, String account) {

  public static Place of(String region, String account) {
    return new Place(Partition.of(region), region, account);
  }

  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition.label(), service, region, account, resource);
  }

  public String iamArn(String resource) {
    return "arn:%s:iam::%s:%s".formatted(partition.label(), account, resource);
  }

  /** The ARN of a resource without region and account: a bucket, a hosted zone. */
  public String globalArn(String service, String resource) {
    return partition.globalArn(service, resource);
  }

  /** The host of the account's registry of images. */
  public String registry() {
    return "%s.dkr.ecr.%s.%s".formatted(account, region, partition.dnsSuffix());
  }

  /** The ARN of a policy of AWS's own. */
  public String managedPolicyArn(String name) {
    return "arn:%s:iam::aws:policy/%s".formatted(partition.label(), name);
  }
}
