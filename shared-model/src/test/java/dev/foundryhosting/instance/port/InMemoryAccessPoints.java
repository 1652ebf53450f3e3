/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Access points under EFS's rules: one for a token, and never the same id twice. */
public final class InMemoryAccessPoints implements AccessPoints {
  private final Map<String, Spec> points = new LinkedHashMap<>();
  private int made;

  @Override
  public synchronized String ensure(Spec spec) {
    return points.entrySet().stream()
        .filter(each -> each.getValue().token().equals(spec.token()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(
            () -> {
              String id = "fsap-%017x".formatted(++made);
              points.put(id, spec);
              return id;
            });
  }

  @Override
  public synchronized void removeAll(UserId user) {
    points.values().removeIf(spec -> spec.user().equals(user));
  }

  /** All access points that stand, by id. */
  public synchronized Map<String, Spec> all() {
    return Map.copyOf(points);
  }

  /** The ids of a user's access points, oldest first. */
  public synchronized List<String> of(UserId user) {
    return points.entrySet().stream()
        .filter(each -> each.getValue().user().equals(user))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many were ever made. */
  public synchronized int madeEver() {
    return made;
  }
}
