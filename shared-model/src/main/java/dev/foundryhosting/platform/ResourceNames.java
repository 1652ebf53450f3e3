/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names of a user's resources: derived, never drawn, so that a pass after a crash finds what
 * was made before it.
 *
 * <p>User ids may be longer than AWS allows a name to be and may hold characters that it refuses.
 * So a name holds a <em>slug</em>: the id itself where that is short and plain (Discord ids are),
 * else a digest of it. Where a name must be unique beyond the stack (buckets are unique in the
 * world, target groups in an account and region), a digest of the domain is added.
 *
 * @param domain the platform's base domain, such as {@code play.example.org}
 */
public record ResourceNames(String domain) {
  public static final String SERVER_FAMILY_PREFIX = "foundry-server-";

  /** The family of the tasks that download releases for no server. */
  public static final String RELEASE_FAMILY = "foundry-release";

  public static final String WIPE_FAMILY_PREFIX = "foundry-wipe-";
  public static final String TARGET_GROUP_PREFIX = "fh-";
  public static final String SECRET_PREFIX = "foundry-hosting/";

  /** The secret with a release's link; '+' occurs in no user id. */
  public static final String RELEASE_LINK_SECRET = SECRET_PREFIX + "+release-link";

  /** Prefix of buckets and IAM users. */
  public static final String ASSETS_PREFIX = "foundry-";

  /** Path of the tenants' IAM users. */
  public static final String IAM_PATH = "/foundry-hosting/";

  /** The EventBridge bus of the platform's events, and their source. */
  public static final String EVENT_BUS = "foundry-hosting";

  /** Parent of the tenants' folders on the file system. */
  public static final String FILES_ROOT = "/foundry-instances/";

  /** The folder of the release cache beside the tenants' folders. */
  public static final String RELEASES = ".releases";

  /** The begin of the keys of what users take home, in the archive's bucket; it expires. */
  public static final String EXPORTS = "exports/";

  /** The begin of the keys of what users bring in, in the archive's bucket; it expires. */
  public static final String IMPORTS = "imports/";

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{1,20}");

  /** At most 39 of the 63 characters that S3 allows. */
  public String bucket(UserId user) {
    return ASSETS_PREFIX + slug(user) + "-" + digest(domain, 8);
  }

  /** At most 39 of the 64 characters that IAM allows. */
  public String assetUser(UserId user) {
    return ASSETS_PREFIX + slug(user) + "-" + digest(domain, 8);
  }

  /** At most 31 of the 32 characters that Elastic Load Balancing allows. */
  public String targetGroup(UserId user) {
    return TARGET_GROUP_PREFIX + slug(user) + targetGroupSuffix();
  }

  /** Whether a target group may be one of this platform's, by its name. */
  public boolean isTargetGroup(String name) {
    return name.startsWith(TARGET_GROUP_PREFIX) && name.endsWith(targetGroupSuffix());
  }

  private String targetGroupSuffix() {
    return "-" + digest(domain, 6);
  }

  public String secret(UserId user) {
    return SECRET_PREFIX + user;
  }

  public String serverFamily(UserId user) {
    return SERVER_FAMILY_PREFIX + user;
  }

  /** Of the tasks by which earlier versions of the platform removed a user's files. */
  public String wipeFamily(UserId user) {
    return WIPE_FAMILY_PREFIX + user;
  }

  /** The user's folder on the file system; an absolute path. */
  public String filesRoot(UserId user) {
    return FILES_ROOT + user;
  }

  /** At most 21 characters of {@code [a-z0-9]}; different for different users. */
  public static String slug(UserId user) {
    // The first letter keeps the two forms apart: no plain id can equal another id's digest.
    return PLAIN.matcher(user.value()).matches()
        ? "u" + user.value()
        : "x" + digest(user.value(), 20);
  }

  /**
   * The SHA-256 of a text in hexadecimal digits.
   *
   * @param length how many of the 64 digits
   */
  public static String digest(String text, int length) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
