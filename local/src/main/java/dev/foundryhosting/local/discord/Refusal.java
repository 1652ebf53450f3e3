package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that Discord turns down ("Opcodes and Status Codes"). */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int INVALID_FORM = 50035;

  private final int status;
  private final int code;

  private Refusal(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Something breaks one of Discord's limits. */
  static Refusal invalid(String place, String rule) {
    return new Refusal(
        400, INVALID_FORM, "Invalid Form Body: " + (place.isEmpty() ? "it" : place) + " " + rule);
  }

  static Refusal emptyMessage() {
    return new Refusal(400, 50006, "Cannot send an empty message");
  }

  static Refusal unauthorized() {
    return new Refusal(401, 0, "401: Unauthorized");
  }

  static Refusal expiredToken() {
    return new Refusal(401, 50027, "Invalid Webhook Token");
  }

  static Refusal missingAccess() {
    return new Refusal(403, 50001, "Missing Access");
  }

  static Refusal missingPermissions() {
    return new Refusal(403, 50013, "Missing Permissions");
  }

  static Refusal unknownChannel() {
    return new Refusal(404, 10003, "Unknown Channel");
  }

  static Refusal unknownGuild() {
    return new Refusal(404, 10004, "Unknown Guild");
  }

  static Refusal unknownApplication() {
    return new Refusal(404, 10002, "Unknown Application");
  }

  static Refusal unknownMessage() {
    return new Refusal(404, 10008, "Unknown Message");
  }

  static Refusal unknownUser() {
    return new Refusal(404, 10013, "Unknown User");
  }

  /** Also for an interaction that was not answered yet. */
  static Refusal unknownWebhook() {
    return new Refusal(404, 10015, "Unknown Webhook");
  }

  int status() {
    return status;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("message", getMessage()).put("code", code);
  }
}
