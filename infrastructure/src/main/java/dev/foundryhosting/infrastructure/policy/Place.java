package dev.foundryhosting.infrastructure.policy;

/**
 * Where in AWS a stack stands.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 * @param region such as {@code eu-central-1}
 * @param account twelve digits
 */
public record Place(String partition, String region, String account) {

  /** The place, with the partition that the region belongs to. */
  public static Place of(String region, String account) {
    return new Place(partitionOf(region), region, account);
  }

  /** The ARN of a resource of this region and account. */
  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }

  /** The ARN of something of IAM, which is the same in all regions. */
  public String iamArn(String resource) {
    return "arn:%s:iam::%s:%s".formatted(partition, account, resource);
  }

  /** The ARN of a service's resource that names neither region nor account: a bucket, a zone. */
  public String globalArn(String service, String resource) {
    return "arn:%s:%s:::%s".formatted(partition, service, resource);
  }

  /** The ARN of a policy that AWS keeps. */
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
