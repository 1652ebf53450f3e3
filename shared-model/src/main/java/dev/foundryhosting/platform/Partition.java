/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.Arrays;

/** A partition of AWS: regions that share accounts, ARNs and host names ("ARN format"). */
public enum Partition {
  COMMERCIAL("aws", "amazonaws.com"),
  CHINA("aws-cn", "amazonaws.com.cn"),
  US_GOVERNMENT("aws-us-gov", "amazonaws.com");

  private final String label;
  private final String dnsSuffix;

  Partition(String label, String dnsSuffix) {
    this.label = label;
    this.dnsSuffix = dnsSuffix;
  }

  /** The partition of a region such as {@code eu-central-1}. */
  public static Partition of(String region) {
    if (region.startsWith("cn-")) {
      return CHINA;
    }
    return region.startsWith("us-gov-") ? US_GOVERNMENT : COMMERCIAL;
  }

  /**
   * The partition of whatever an ARN names.
   *
   * @throws IllegalArgumentException for an ARN of no known partition
   */
  public static Partition ofArn(String arn) {
    return Arrays.stream(values())
        .filter(each -> arn.startsWith("arn:" + each.label + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no partition is known of " + arn));
  }

  /** What stands in ARNs, such as {@code aws-cn}. */
  public String label() {
    return label;
  }

  /** The domain of AWS's hosts, such as {@code amazonaws.com}. */
  public String dnsSuffix() {
    return dnsSuffix;
  }

  /** The ARN of a resource without region and account: a bucket, a hosted zone. */
  public String globalArn(String service, String resource) {
    return "arn:%s:%s:::%s".formatted(label, service, resource);
  }
}
