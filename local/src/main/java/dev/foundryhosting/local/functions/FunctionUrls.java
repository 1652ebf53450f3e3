package dev.foundryhosting.local.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/** Function URLs: plain HTTP in, a function's event in payload format 2.0, plain HTTP out. */
@Path("/function-url/{name}/{path:.*}")
@Consumes(MediaType.WILDCARD)
public class FunctionUrls {
  private final FunctionHost functions;
  private final ObjectMapper json;

  FunctionUrls(FunctionHost functions, ObjectMapper json) {
    this.functions = functions;
    this.json = json;
  }

  @GET
  public Response get(
      @PathParam("name") String name,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpHeaders headers)
      throws IOException {
    return call("GET", name, path, uri, headers, new byte[0]);
  }

  @POST
  public Response post(
      @PathParam("name") String name,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      byte[] body)
      throws IOException {
    return call("POST", name, path, uri, headers, body == null ? new byte[0] : body);
  }

  private Response call(
      String method, String name, String path, UriInfo uri, HttpHeaders headers, byte[] body)
      throws IOException {
    if (!functions.names().contains(name)) {
      return Response.status(404).build();
    }
    ObjectNode event = event(method, "/" + path, uri, headers, body);
    FunctionHost.Answer answer = functions.invoke(name, json.writeValueAsBytes(event));
    if (answer.error().isPresent()) {
      return Response.status(502).entity("Internal Server Error").build();
    }
    return response(json.readTree(answer.payload()));
  }

  private ObjectNode event(
      String method, String path, UriInfo uri, HttpHeaders headers, byte[] body) {
    String query = uri.getRequestUri().getRawQuery();
    ObjectNode event =
        json.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", "$default")
            .put("rawPath", path)
            .put("rawQueryString", query == null ? "" : query);
    ObjectNode headerFields = event.putObject("headers");
    headers
        .getRequestHeaders()
        .forEach(
            (header, values) ->
                headerFields.put(header.toLowerCase(Locale.ROOT), String.join(",", values)));
    Instant now = Instant.now();
    event
        .putObject("requestContext")
        .put("stage", "$default")
        .put("timeEpoch", now.toEpochMilli())
        .putObject("http")
        .put("method", method)
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1");
    if (body.length > 0) {
      // Lambda decides by the content type; functions have to take both forms.
      event.put("body", Base64.getEncoder().encodeToString(body));
    }
    return event.put("isBase64Encoded", body.length > 0);
  }

  private static Response response(JsonNode answer) {
    String body = answer.path("body").asText("");
    Response.ResponseBuilder response =
        Response.status(answer.path("statusCode").asInt(200))
            .entity(
                answer.path("isBase64Encoded").asBoolean()
                    ? Base64.getDecoder().decode(body)
                    : body)
            // Lambda's own, unless the function says another.
            .type(MediaType.APPLICATION_JSON);
    for (var header : answer.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
        response.type(header.getValue().asText());
      } else {
        response.header(header.getKey(), header.getValue().asText());
      }
    }
    return response.build();
  }
}
