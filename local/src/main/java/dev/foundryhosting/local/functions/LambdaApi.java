/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.local.stack.EmulatedStack;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Lambda's Invoke API, so that the AWS CLI and SDKs work with this process as their endpoint. */
@Path("/2015-03-31/functions/{name}/invocations")
public class LambdaApi {
  private static final String ARN_OF_FUNCTION = "^arn:[^:]*:lambda:[^:]*:[^:]*:function:";
  private static final String REQUEST_ID = "X-Amzn-RequestId";

  private final FunctionHost functions;
  private final ObjectMapper json;

  LambdaApi(FunctionHost functions, ObjectMapper json) {
    this.functions = functions;
    this.json = json;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  public Response invoke(
      String name,
      @HeaderParam("X-Amz-Invocation-Type") @DefaultValue("RequestResponse") String type,
      byte[] body) {
    String function = plainName(name);
    byte[] event = body == null || body.length == 0 ? "{}".getBytes(UTF_8) : body;
    if (!functions.names().contains(function)) {
      return refused(
          404,
          "ResourceNotFoundException",
          "Function not found: " + EmulatedStack.arn("lambda", "function:" + function));
    }
    if (!isJson(event)) {
      return refused(
          400, "InvalidRequestContentException", "Could not parse request body into json.");
    }
    return switch (type) {
      case "RequestResponse" -> answer(functions.invoke(function, event));
      case "Event" -> {
        functions.invokeLater(function, event);
        yield Response.status(202).header(REQUEST_ID, UUID.randomUUID()).build();
      }
      case "DryRun" -> Response.noContent().header(REQUEST_ID, UUID.randomUUID()).build();
      default ->
          refused(
              400,
              "InvalidParameterValueException",
              "The invocation type must be RequestResponse, Event or DryRun.");
    };
  }

  private static Response answer(FunctionHost.Answer answer) {
    Response.ResponseBuilder response =
        Response.ok(answer.payload(), MediaType.APPLICATION_JSON)
            .header("X-Amz-Executed-Version", "$LATEST")
            .header(REQUEST_ID, answer.requestId());
    answer.error().ifPresent(error -> response.header("X-Amz-Function-Error", error));
    return response.build();
  }

  private static Response refused(int status, String type, String message) {
    return Response.status(status)
        .header("X-Amzn-ErrorType", type)
        .header(REQUEST_ID, UUID.randomUUID())
        .type(MediaType.APPLICATION_JSON)
        .entity(Map.of("Type", "User", "Message", message))
        .build();
  }

  /** Callers may give a name, a name with a qualifier, or an ARN. */
  private static String plainName(String name) {
    return name.replaceFirst(ARN_OF_FUNCTION, "").split(":", 2)[0];
  }

  private boolean isJson(byte[] event) {
    try {
      return !json.readTree(event).isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }
}
