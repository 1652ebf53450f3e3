/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.lambda.Json;
import java.util.EnumMap;
import java.util.Map;

/** A user's secret as the JSON object to whose keys tasks refer. No message repeats its content. */
final class SecretJson {
  private SecretJson() {}

  static String write(UserSecret secret) {
    ObjectNode object = Json.object();
    for (UserSecret.Field field : UserSecret.Field.values()) {
      secret.get(field).ifPresent(value -> object.put(field.key(), value));
    }
    return object.toString();
  }

  static UserSecret read(String json) {
    ObjectNode object = parse(json);
    Map<UserSecret.Field, String> fields = new EnumMap<>(UserSecret.Field.class);
    for (UserSecret.Field field : UserSecret.Field.values()) {
      String value = object.path(field.key()).textValue();
      if (value != null) {
        fields.put(field, value);
      }
    }
    return new UserSecret(fields);
  }

  private static ObjectNode parse(String json) {
    try {
      return Json.parse("secret", json.getBytes(UTF_8));
    } catch (PlatformException e) {
      throw new IllegalStateException("a user's secret is no JSON object", e);
    }
  }
}
