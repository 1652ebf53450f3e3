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
public record ManagementRequest(ObjectNode json) {
  public ManagementRequest {
    Objects.requireNonNull(json, "json");
  }

  /** What a member asks for his own sake. */
  public static ManagementRequest of(String action, UserId member) {
    return asked(action, member, member, false);
  }

  /** What an administrator asks about the platform. */
  public static ManagementRequest byAdministrator(String action, UserId administrator) {
    return asked(action, administrator, administrator, true);
  }

  /** What an administrator asks about somebody. */
  public static ManagementRequest byAdministrator(
      String action, UserId administrator, UserId concerned) {
    return asked(action, concerned, administrator, true);
  }

  public ManagementRequest with(String field, String value) {
    return new ManagementRequest(json.deepCopy().put(field, value));
  }

  public ManagementRequest with(String field, boolean value) {
    return new ManagementRequest(json.deepCopy().put(field, value));
  }

  public ManagementRequest with(String field, int value) {
    return new ManagementRequest(json.deepCopy().put(field, value));
  }

  public ManagementRequest with(String field, Set<String> values) {
    ObjectNode more = json.deepCopy();
    values.forEach(more.putArray(field)::add);
    return new ManagementRequest(more);
  }

  /** With one more field, unless there is nothing to put into it. */
  public ManagementRequest withIfAny(String field, String value) {
    return value.isEmpty() ? this : with(field, value);
  }

  public String action() {
    return json.path("action").asText();
  }

  @Override
  public String toString() {
    return "Request[" + action() + "]";
  }

  private static ManagementRequest asked(String action, UserId user, UserId actor, boolean admin) {
    ObjectNode json = Json.object().put("action", action).put("userId", user.value());
    json.putObject("actor").put("userId", actor.value()).put("admin", admin);
    return new ManagementRequest(json);
  }
}
