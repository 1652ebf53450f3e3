/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Function URLs: plain HTTP in, a function's event in payload format 2.0, plain HTTP out. */
@Path("/function-url/{name}/{path:.*}")
@Consumes(MediaType.WILDCARD)
public class FunctionUrls {
  private final FunctionHost functions;
  private final UriInfo uri;
  private final HttpHeaders headers;
  private final ObjectMapper json;

  FunctionUrls(FunctionHost functions, UriInfo uri, HttpHeaders headers, ObjectMapper json) {
    this.functions = functions;
    this.uri = uri;
    this.headers = headers;
    this.json = json;
  }

  /** A function's answer in payload format 2.0. */
  private record Payload(
      @Nullable Integer statusCode,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @JsonProperty("isBase64Encoded") boolean isBase64Encoded) {
    Response response() {
      String text = body == null ? "" : body;
      Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      // Lambda's default.
      all.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
      if (headers != null) {
        all.putAll(headers);
      }
      Response.ResponseBuilder response =
          Response.status(statusCode == null ? 200 : statusCode)
              .entity(isBase64Encoded ? Base64.getDecoder().decode(text) : text);
      all.forEach(response::header);
      return response.build();
    }
  }

  @GET
  public Response get(String name, String path) {
    return call("GET", name, path, new byte[0]);
  }

  @POST
  public Response post(String name, String path, byte[] body) {
    return call("POST", name, path, body == null ? new byte[0] : body);
  }

  private Response call(String method, String name, String path, byte[] body) {
    if (!functions.names().contains(name)) {
      return Response.status(404).build();
    }
    ObjectNode event = event(method, "/" + path, body);
    FunctionHost.Answer answer = functions.invoke(name, event.toString().getBytes(UTF_8));
    return answer.error().isPresent()
        ? Response.status(502).entity("Internal Server Error").build()
        : json.convertValue(answer.json(), Payload.class).response();
  }

  private ObjectNode event(String method, String path, byte[] body) {
    String query = uri.getRequestUri().getRawQuery();
    ObjectNode event =
        Json.object()
            .put("version", "2.0")
            .put("routeKey", "$default")
            .put("rawPath", path)
            .put("rawQueryString", query == null ? "" : query)
            .put("isBase64Encoded", body.length > 0);
    ObjectNode headerFields = event.putObject("headers");
    headers
        .getRequestHeaders()
        .forEach(
            (header, values) ->
                headerFields.put(header.toLowerCase(Locale.ROOT), String.join(",", values)));
    event
        .putObject("requestContext")
        .put("stage", "$default")
        .put("timeEpoch", Instant.now().toEpochMilli())
        .putObject("http")
        .put("method", method)
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1");
    if (body.length > 0) {
      // Lambda decides by the content type; functions have to take both forms.
      event.put("body", Base64.getEncoder().encodeToString(body));
    }
    return event;
  }
}
