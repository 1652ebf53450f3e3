/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The response of a function's URL ("Response payload format" in the Lambda developer guide). */
public record FunctionUrlResponse(int status, String contentType, String body) {

  public static FunctionUrlResponse text(int status, String text) {
    return new FunctionUrlResponse(status, "text/plain; charset=utf-8", text);
  }

  public static FunctionUrlResponse json(int status, JsonNode json) {
    return new FunctionUrlResponse(status, "application/json", json.toString());
  }

  /** The event that Lambda expects. */
  public ObjectNode event() {
    ObjectNode event = Json.object().put("statusCode", status);
    event.putObject("headers").put("content-type", contentType);
    return event.put("body", body).put("isBase64Encoded", false);
  }
}
