/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.lambda.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The Discord application's settings in AWS Secrets Manager, read once. */
public final class StoredSettings implements Supplier<DiscordSettings> {
  private final SecretsManagerClient secrets;
  private final String secretArn;
  private volatile Optional<DiscordSettings> read = Optional.empty();

  public StoredSettings(SecretsManagerClient secrets, String secretArn) {
    this.secrets = secrets;
    this.secretArn = secretArn;
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException when they cannot be read; the next call
   *     tries again
   */
  @Override
  public DiscordSettings get() {
    Optional<DiscordSettings> known = read;
    if (known.isEmpty()) {
      String json =
          AwsCall.of(
              "read the Discord secret",
              () -> secrets.getSecretValue(g -> g.secretId(secretArn)).secretString());
      known = Optional.of(parse(json));
      read = known;
    }
    return known.get();
  }

  /** The settings in the value of the secret. */
  public static DiscordSettings parse(String secret) {
    JsonNode json = Json.parse("the Discord secret", secret.getBytes(UTF_8));
    return new DiscordSettings(
        found(json, "token").orElse(""),
        found(json, "clientId").orElse(""),
        found(json, "publicKey"),
        found(json, "guildId"),
        found(json, "categoryId"),
        roles(json.path("adminRoles")));
  }

  private static Set<String> roles(JsonNode list) {
    Set<String> roles = new HashSet<>();
    if (list.isTextual()) {
      roles.addAll(Arrays.asList(list.textValue().strip().split("\\s*,\\s*", -1)));
    }
    list.forEach(role -> roles.add(role.asText()));
    roles.remove("");
    return roles;
  }

  private static Optional<String> found(JsonNode json, String field) {
    return Optional.of(json.path(field).asText("").strip()).filter(text -> !text.isEmpty());
  }
}
