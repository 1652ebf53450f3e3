/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as the program declared it.
 *
 * @param type Pulumi's, such as {@code aws:ec2/vpc:Vpc}
 * @param inputs what is handed to the provider; secrets in them are unwrapped
 * @param parent the name of the component that it belongs to; empty for components
 * @param after the names and types of what it waits for, beyond its inputs
 * @param isTaggable whether the provider takes tags for it
 * @param drawnOnce the inputs of which later declarations may differ: Pulumi does not write them
 * @param isProtected whether Pulumi itself refuses to delete it
 */
record Declared(
    String type,
    String name,
    Map<String, Object> inputs,
    String parent,
    List<String> after,
    List<String> drawnOnce,
    boolean isProtected,
    boolean isTaggable) {

  boolean isComponent() {
    return type.startsWith("foundry-hosting:");
  }

  boolean isOf(String provider) {
    return type.equals(provider);
  }

  Optional<Object> input(String key) {
    return Optional.ofNullable(inputs.get(key));
  }

  String text(String key) {
    return (String) inputs.get(key);
  }

  @SuppressWarnings("unchecked")
  List<Object> list(String key) {
    return (List<Object>) inputs.getOrDefault(key, List.of());
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map(String key) {
    return (Map<String, Object>) inputs.getOrDefault(key, Map.of());
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}
