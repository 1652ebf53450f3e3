/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** JSON as trees. {@link ApiJson} and {@link RequestReader} make records of them. */
public final class Json {
  /** Far more than any request has. */
  public static final int MAX_BYTES = 256 * 1024;

  /** The longest event that Lambda hands over ("Lambda quotas: invocation payload"). */
  private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;

  private static final int MAX_DEPTH = 32;

  // Two readers could understand a repeated key differently.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one JSON object.
   *
   * @param what its name in the message of a failure
   * @throws PlatformException {@code VALIDATION_ERROR}; the message never repeats any content
   */
  public static ObjectNode read(String what, InputStream in) throws IOException {
    return read(what, in, MAX_BYTES);
  }

  /**
   * Reads an event of a service of AWS, which may hold many messages: a batch of SQS is longer than
   * a request may be, and one unreadable message must not fail the others.
   *
   * @throws PlatformException as {@link #read}
   */
  public static ObjectNode readEvent(InputStream in) throws IOException {
    return read("event", in, MAX_EVENT_BYTES);
  }

  private static ObjectNode read(String what, InputStream in, int limit) throws IOException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw PlatformException.invalid(what, "must have at most " + limit + " bytes");
    }
    return parse(what, bytes);
  }

  /** As {@link #read}. */
  public static ObjectNode parse(String what, byte[] bytes) {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw PlatformException.invalid(
          what, "must be valid JSON, nested at most 32 deep, with no key twice" + where);
    } catch (IOException e) {
      throw PlatformException.invalid(what, "must be valid JSON in UTF-8");
    }
    throw PlatformException.invalid(what, "must be a JSON object");
  }

  public static void write(JsonNode answer, OutputStream out) throws IOException {
    out.write(MAPPER.writeValueAsBytes(answer));
  }

  /** Loads the classes that the first request would wait for. */
  public static void warm() {
    var unused =
        parse("sample", "{\"text\":\"x\",\"list\":[1,true,null]}".getBytes(UTF_8)).toString();
  }
}
