/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The platform's tags in the type that each service has for them. */
public final class AwsTags {
  private AwsTags() {}

  /**
   * The tags of a user's resource.
   *
   * @param tag makes the service's own type from a key and a value
   */
  public static <T> List<T> of(UserId user, BiFunction<String, String, T> tag) {
    return of(user, Map.of(), tag);
  }

  /** The tags of a user's resource, and others. */
  public static <T> List<T> of(
      UserId user, Map<String, String> more, BiFunction<String, String, T> tag) {
    List<T> tags = new ArrayList<>();
    Tags.of(user).forEach((key, value) -> tags.add(tag.apply(key, value)));
    more.forEach((key, value) -> tags.add(tag.apply(key, value)));
    return tags;
  }

  /** The owner of the resource with these tags; empty when it is not the platform's. */
  public static Optional<UserId> owner(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(Tags.USER))
        .filter(user -> "true".equals(tags.get(Tags.MANAGED)))
        .filter(UserId::admits)
        .map(UserId::new);
  }
}
