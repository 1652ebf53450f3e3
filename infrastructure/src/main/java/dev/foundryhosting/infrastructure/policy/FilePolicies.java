/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;

/** The policy of the bucket of save points. */
public final class FilePolicies {
  private FilePolicies() {}

  /**
   * Only over TLS, and only two functions: the one that works on users' files, and the one whose
   * policy lets it hand out exports and take in uploads.
   */
  public static PolicyDocument ofArchive(Place place) {
    String bucket = place.globalArn("s3", PolicyScope.archiveBucket(place));
    String objects = bucket + "/*";
    return new PolicyDocument(
        List.of(
            Statement.deny("OverTlsAlone", "s3:*")
                .byAnyone()
                .on(bucket, objects)
                .when("Bool", "aws:SecureTransport", "false"),
            Statement.deny(
                    "OnlyFunctionsReadAndWrite", "s3:DeleteObject", "s3:GetObject", "s3:PutObject")
                .byAnyone()
                .on(objects)
                .when(
                    "ArnNotEquals",
                    "aws:PrincipalArn",
                    roleOf(PlatformFunction.WORLD_FILES, place),
                    roleOf(PlatformFunction.INSTANCE_MANAGEMENT, place))));
  }

  private static String roleOf(PlatformFunction function, Place place) {
    return place.iamArn("role/" + function.functionName());
  }
}
