/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was made for an instance so far. A resource that is missing here was not made, or its making
 * was not recorded: ensuring it again is always right.
 *
 * @param made the id of each resource that stands
 * @param definition the task definition registered last
 */
public record Resources(Map<Resource, String> made, Optional<TaskDefinition> definition) {
  public Resources {
    made = Map.copyOf(made);
  }

  /** Nothing made yet. */
  public static Resources none() {
    return new Resources(Map.of(), Optional.empty());
  }

  /** Whether everything stands that a start needs. */
  public boolean complete() {
    return made.size() == Resource.values().length;
  }

  public boolean has(Resource resource) {
    return made.containsKey(resource);
  }

  /** The id of a resource, if it stands. */
  public Optional<String> id(Resource resource) {
    return Optional.ofNullable(made.get(resource));
  }

  /**
   * The id of a resource that must stand.
   *
   * @throws IllegalStateException when it does not, which is a defect of the plan
   */
  public String require(Resource resource) {
    return id(resource)
        .orElseThrow(() -> new IllegalStateException(resource + " is needed before it was made"));
  }

  public Resources with(Resource resource, String id) {
    Map<Resource, String> more = new HashMap<>(made);
    more.put(resource, id);
    return new Resources(more, definition);
  }

  public Resources withoutDefinition() {
    return new Resources(made, Optional.empty());
  }

  public Resources with(TaskDefinition registered) {
    return new Resources(made, Optional.of(registered));
  }
}
