/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tags by which the platform recognises its own resources. */
public final class Tags {
  /** On everything that the functions make; its value is {@code true}. */
  public static final String MANAGED = "foundry-hosting:managed";

  /** On everything that belongs to one user; its value is the user id. */
  public static final String USER = "foundry-hosting:user";

  /** On an ECS task: the run it was started for. */
  public static final String RUN = "foundry-hosting:run";

  /** On a task definition: the digest of what it was made from. */
  public static final String FINGERPRINT = "foundry-hosting:fingerprint";

  private Tags() {}

  /** The tags of a resource that belongs to a user. */
  public static Map<String, String> of(UserId user) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(MANAGED, "true");
    tags.put(USER, user.value());
    return tags;
  }
}
