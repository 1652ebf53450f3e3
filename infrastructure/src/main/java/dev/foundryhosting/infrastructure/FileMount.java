/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.aws.efs.AccessPoint;
import com.pulumi.aws.efs.MountTarget;
import com.pulumi.core.Output;
import java.util.List;

/**
 * How a function reaches the users' files.
 *
 * @param targets must stand before the function is made
 */
record FileMount(
    AccessPoint accessPoint,
    List<MountTarget> targets,
    Output<List<String>> subnetIds,
    Output<String> securityGroupId) {
  /** Where the files lie in the function; Lambda mounts below {@code /mnt} only. */
  static final String PATH = "/mnt/instances";
}
