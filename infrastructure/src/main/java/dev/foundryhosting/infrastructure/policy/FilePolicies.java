/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;

/** The policy of the bucket of save points. */
public final class FilePolicies {
  private FilePolicies() {}

  /** Only the function that works on users' files reads and writes, and only over TLS. */
  public static PolicyDocument ofArchive(Place place) {
    String bucket = place.globalArn("s3", PolicyScope.archiveBucket(place));
    String objects = bucket + "/*";
    String role = place.iamArn("role/" + PlatformFunction.WORLD_FILES.functionName());
    return new PolicyDocument(
        List.of(
            Statement.deny("OverTlsAlone", "s3:*")
                .byAnyone()
                .on(bucket, objects)
                .when("Bool", "aws:SecureTransport", "false"),
            Statement.deny(
                    "OnlyTheFunctionReadsAndWrites",
                    "s3:DeleteObject",
                    "s3:GetObject",
                    "s3:PutObject")
                .byAnyone()
                .on(objects)
                .when("ArnNotEquals", "aws:PrincipalArn", role)));
  }
}
