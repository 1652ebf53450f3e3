/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.foundryhosting.platform.Variable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The platform's own secrets. Their names do not begin with {@code foundry-hosting/}: functions
 * that reconcile may read what does, the tenants' secrets.
 */
final class Secrets extends Layer {
  private static final int RECOVERY_DAYS = 7;
  private static final int KEY_BYTES = 32;
  private static final Gson GSON = new Gson();

  private final SecretVersion discord;

  Secrets(Settings settings) {
    super("Secrets", settings);
    discord =
        secret(
            Variable.DISCORD_SECRET_ARN,
            "discord",
            "Discord application",
            discord(settings.discord()),
            child());
    // With an empty token the webhook refuses everything.
    secret(
        Variable.KOFI_SECRET_ARN,
        "kofi",
        "Ko-fi webhook",
        settings
            .kofiVerificationToken()
            .applyValue(token -> GSON.toJson(Map.of("verificationToken", token))),
        child());
    secret(
        Variable.PORTAL_SECRET_ARN,
        "portal",
        "keys of links and of licence claims",
        Output.of(keys()),
        drawnOnce());
    done();
  }

  /** Changes with the application's settings. */
  Output<String> discordVersion() {
    return discord.versionId();
  }

  /** The value of the first deploy stays: later ones draw others, which Pulumi does not write. */
  private CustomResourceOptions drawnOnce() {
    return CustomResourceOptions.builder().parent(this).ignoreChanges("secretString").build();
  }

  private static String keys() {
    SecureRandom random = new SecureRandom();
    Map<String, String> json = new LinkedHashMap<>();
    json.put("linkKey", key(random));
    json.put("licenseClaimKey", key(random));
    return GSON.toJson(json);
  }

  private static String key(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * @param ofVersion of the secret's content
   */
  private SecretVersion secret(
      Variable arn,
      String kind,
      String description,
      Output<String> json,
      CustomResourceOptions ofVersion) {
    String name = named(kind);
    Secret secret =
        new Secret(
            name,
            SecretArgs.builder()
                .name(name)
                .description("foundry-hosting: " + description)
                // A development stack may be destroyed and created again on one day.
                .recoveryWindowInDays(settings().development() ? 0 : RECOVERY_DAYS)
                .tags(tags(name))
                .build(),
            child());
    provide(arn, secret.arn());
    return new SecretVersion(
        name,
        SecretVersionArgs.builder().secretId(secret.id()).secretString(json.asSecret()).build(),
        ofVersion);
  }

  private static Output<String> discord(Settings.Discord discord) {
    return discord
        .token()
        .applyValue(
            token -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("token", token);
              json.put("clientId", discord.clientId());
              discord.publicKey().ifPresent(key -> json.put("publicKey", key));
              discord.guildId().ifPresent(id -> json.put("guildId", id));
              discord.categoryId().ifPresent(id -> json.put("categoryId", id));
              json.put("adminRoles", discord.adminRoles());
              return GSON.toJson(json);
            });
  }
}
