/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.function.Supplier;

/** A request that Discord refuses ("Opcodes and Status Codes", "JSON Error Codes"). */
final class Refusal extends RuntimeException {
  static final Supplier<Refusal> EMPTY_MESSAGE = as(400, 50006, "Cannot send an empty message");
  static final Supplier<Refusal> UNAUTHORIZED = as(401, 0, "401: Unauthorized");
  static final Supplier<Refusal> EXPIRED_TOKEN = as(401, 50027, "Invalid Webhook Token");
  static final Supplier<Refusal> MISSING_ACCESS = as(403, 50001, "Missing Access");
  static final Supplier<Refusal> MISSING_PERMISSIONS = as(403, 50013, "Missing Permissions");
  static final Supplier<Refusal> UNKNOWN_APPLICATION = as(404, 10002, "Unknown Application");
  static final Supplier<Refusal> UNKNOWN_CHANNEL = as(404, 10003, "Unknown Channel");
  static final Supplier<Refusal> UNKNOWN_GUILD = as(404, 10004, "Unknown Guild");
  static final Supplier<Refusal> UNKNOWN_MEMBER = as(404, 10007, "Unknown Member");
  static final Supplier<Refusal> UNKNOWN_MESSAGE = as(404, 10008, "Unknown Message");
  static final Supplier<Refusal> UNKNOWN_USER = as(404, 10013, "Unknown User");

  /** Also for an interaction that the bot has not answered yet. */
  static final Supplier<Refusal> UNKNOWN_WEBHOOK = as(404, 10015, "Unknown Webhook");

  private final int status;
  private final int code;

  private Refusal(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Something breaks one of Discord's limits. */
  static Refusal invalid(String place, String rule) {
    String what = place.isEmpty() ? "it" : place;
    return new Refusal(400, 50035, "Invalid Form Body: " + what + " " + rule);
  }

  int status() {
    return status;
  }

  ObjectNode json() {
    return Json.object().put("message", getMessage()).put("code", code);
  }

  private static Supplier<Refusal> as(int status, int code, String message) {
    return () -> new Refusal(status, code, message);
  }
}
