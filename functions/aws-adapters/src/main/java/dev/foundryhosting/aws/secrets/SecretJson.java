package dev.foundryhosting.aws.secrets;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.UserSecret;
import java.util.EnumMap;
import java.util.Map;

/** A user's secret as the JSON object to whose keys tasks refer. No message tells its content. */
final class SecretJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SecretJson() {}

  static String write(UserSecret secret) {
    ObjectNode object = JSON.createObjectNode();
    for (UserSecret.Field field : UserSecret.Field.values()) {
      secret.get(field).ifPresent(value -> object.put(field.key(), value));
    }
    return object.toString();
  }

  static UserSecret read(String json) {
    JsonNode object = parse(json);
    Map<UserSecret.Field, String> fields = new EnumMap<>(UserSecret.Field.class);
    for (UserSecret.Field field : UserSecret.Field.values()) {
      JsonNode value = object.get(field.key());
      if (value != null && value.isTextual()) {
        fields.put(field, value.textValue());
      }
    }
    return new UserSecret(fields);
  }

  private static JsonNode parse(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JacksonException e) {
      // Without the cause: Jackson's messages quote what they could not read.
      node = null;
    }
    if (node == null || !node.isObject()) {
      throw new IllegalStateException("a user's secret is no JSON object");
    }
    return node;
  }
}
