package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import java.util.Objects;
import java.util.Set;

/**
 * A request to instance-management.
 *
 * @param json all of it; may hold secrets
 */
public record Request(ObjectNode json) {
  public Request {
    Objects.requireNonNull(json, "json");
  }

  /** What a member asks for his own sake. */
  public static Request of(String action, UserId member) {
    return asked(action, member, member, false);
  }

  /** What an administrator asks about the platform. */
  public static Request byAdministrator(String action, UserId administrator) {
    return asked(action, administrator, administrator, true);
  }

  /** What an administrator asks about somebody. */
  public static Request byAdministrator(String action, UserId administrator, UserId concerned) {
    return asked(action, concerned, administrator, true);
  }

  public Request with(String field, String value) {
    return new Request(json.deepCopy().put(field, value));
  }

  public Request with(String field, boolean value) {
    return new Request(json.deepCopy().put(field, value));
  }

  public Request with(String field, int value) {
    return new Request(json.deepCopy().put(field, value));
  }

  public Request with(String field, Set<String> values) {
    ObjectNode more = json.deepCopy();
    values.forEach(more.putArray(field)::add);
    return new Request(more);
  }

  /** With one more field, unless there is nothing to put into it. */
  public Request withIfAny(String field, String value) {
    return value.isEmpty() ? this : with(field, value);
  }

  public String action() {
    return json.path("action").asText();
  }

  @Override
  public String toString() {
    return "Request[" + action() + "]";
  }

  private static Request asked(String action, UserId user, UserId actor, boolean admin) {
    ObjectNode json = Json.object().put("action", action).put("userId", user.value());
    json.putObject("actor").put("userId", actor.value()).put("admin", admin);
    return new Request(json);
  }
}
