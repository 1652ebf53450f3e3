/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of an IAM policy ("IAM JSON policy elements: Statement" in the IAM user guide).
 *
 * @param principal empty in the policy of a role or a user
 * @param conditions operator, then key, then values; all must hold
 */
public record Statement(
    String sid,
    Effect effect,
    Map<String, List<String>> principal,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  public enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String text;

    Effect(String text) {
      this.text = text;
    }
  }

  public Statement {
    principal = Map.copyOf(principal);
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    if (effect == Effect.ALLOW && resources.contains("*")) {
      Wildcards.requireReason(actions);
    }
  }

  /** Without a resource; add it by {@link #on}. */
  public static Statement allow(String sid, String... actions) {
    return new Statement(sid, Effect.ALLOW, Map.of(), List.of(actions), List.of(), Map.of());
  }

  public static Statement deny(String sid, String... actions) {
    return new Statement(sid, Effect.DENY, Map.of(), List.of(actions), List.of(), Map.of());
  }

  public Statement on(String... arns) {
    return on(List.of(arns));
  }

  public Statement on(List<String> arns) {
    return new Statement(sid, effect, principal, actions, arns, conditions);
  }

  /** On everything; only for actions with a reason in {@link Wildcards}. */
  public Statement onEverything() {
    return on("*");
  }

  public Statement byService(String... hosts) {
    return by("Service", hosts);
  }

  /** By any principal; conditions must narrow it down. */
  public Statement byAnyone() {
    return by("AWS", "*");
  }

  private Statement by(String kind, String... names) {
    return new Statement(sid, effect, Map.of(kind, List.of(names)), actions, resources, conditions);
  }

  /** Only when the request puts the platform's tag on the resource. */
  Statement whenTagRequested() {
    return when("StringEquals", "aws:RequestTag/" + Tags.MANAGED, "true");
  }

  /** Only on resources with the platform's tag. */
  Statement whenTagged() {
    return when("StringEquals", "aws:ResourceTag/" + Tags.MANAGED, "true");
  }

  /** Adds a condition. */
  public Statement when(String operator, String key, String... values) {
    Map<String, Map<String, List<String>>> all = new LinkedHashMap<>(conditions);
    Map<String, List<String>> ofOperator =
        new LinkedHashMap<>(conditions.getOrDefault(operator, Map.of()));
    ofOperator.put(key, List.of(values));
    all.put(operator, ofOperator);
    return new Statement(sid, effect, principal, actions, resources, all);
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("Sid", sid);
    map.put("Effect", effect.text);
    if (!principal.isEmpty()) {
      map.put("Principal", values(principal));
    }
    map.put("Action", oneOrMany(actions));
    if (!resources.isEmpty()) {
      map.put("Resource", oneOrMany(resources));
    }
    if (!conditions.isEmpty()) {
      Map<String, Object> operators = new LinkedHashMap<>();
      conditions.forEach((operator, keys) -> operators.put(operator, values(keys)));
      map.put("Condition", operators);
    }
    return map;
  }

  private static Map<String, Object> values(Map<String, List<String>> keys) {
    Map<String, Object> values = new LinkedHashMap<>();
    keys.forEach((key, value) -> values.put(key, oneOrMany(value)));
    return values;
  }

  private static Object oneOrMany(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }
}
