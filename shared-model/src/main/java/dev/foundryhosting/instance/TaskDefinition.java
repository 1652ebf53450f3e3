/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.Objects;

/**
 * A registered ECS task definition.
 *
 * @param arn with its revision
 * @param fingerprint the digest of what it was made from
 */
public record TaskDefinition(String arn, String fingerprint) {
  public TaskDefinition {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
