package dev.foundryhosting.infrastructure.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of an IAM policy ("IAM JSON policy elements: Statement" in the IAM user guide).
 *
 * @param principal whom a resource's policy speaks of; empty in the policy of a role or a user
 * @param conditions operator, then key, then values; all must hold
 */
public record Statement(
    String sid,
    Effect effect,
    Map<String, List<String>> principal,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  /** What a statement does with the requests that it matches. */
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

  /** Allows actions; on nothing until {@link #on} says on what. */
  public static Statement allow(String sid, String... actions) {
    return new Statement(sid, Effect.ALLOW, Map.of(), List.of(actions), List.of(), Map.of());
  }

  /** Denies actions, whatever else allows them. */
  public static Statement deny(String sid, String... actions) {
    return new Statement(sid, Effect.DENY, Map.of(), List.of(actions), List.of(), Map.of());
  }

  /** On these resources. */
  public Statement on(String... arns) {
    return new Statement(sid, effect, principal, actions, List.of(arns), conditions);
  }

  /** On these resources. */
  public Statement on(List<String> arns) {
    return new Statement(sid, effect, principal, actions, arns, conditions);
  }

  /** On everything: only for actions of which {@link Wildcards} says that they know no less. */
  public Statement onEverything() {
    return on("*");
  }

  /** By an AWS service. */
  public Statement byService(String... hosts) {
    return by(Map.of("Service", List.of(hosts)));
  }

  /** By anybody at all; conditions must say who is meant. */
  public Statement byAnybody() {
    return by(Map.of("AWS", List.of("*")));
  }

  private Statement by(Map<String, List<String>> whom) {
    return new Statement(sid, effect, whom, actions, resources, conditions);
  }

  /** Only when a condition holds, too. */
  public Statement when(String operator, String key, String... values) {
    Map<String, Map<String, List<String>>> all = new LinkedHashMap<>(conditions);
    Map<String, List<String>> ofOperator =
        new LinkedHashMap<>(conditions.getOrDefault(operator, Map.of()));
    ofOperator.put(key, List.of(values));
    all.put(operator, ofOperator);
    return new Statement(sid, effect, principal, actions, resources, all);
  }

  /** The statement in the order in which people write them. */
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
