/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a stack; Pulumi.example.yaml explains each key.
 *
 * @param development whether data may be lost: no deletion protection, nothing kept on destroy
 * @param domain the base domain of the servers
 * @param webhookConcurrency reserved for each webhook
 * @param alarmEmail a subscriber of the alarms; others can subscribe later
 * @param monthlyBudget in US dollars
 * @param variables of the functions' environment
 * @param cachedImage the servers' image, where ECR is to cache it
 */
record Settings(
    String stack,
    boolean development,
    String domain,
    String hostedZoneId,
    NetworkMode networkMode,
    Packaging packaging,
    Architecture architecture,
    Optional<Integer> webhookConcurrency,
    Optional<String> alarmEmail,
    Optional<Integer> monthlyBudget,
    Map<Variable, String> variables,
    Optional<CachedImage> cachedImage,
    Discord discord,
    Output<String> kofiVerificationToken) {

  Settings {
    variables = Map.copyOf(variables);
  }

  /** The subnets of the tasks. */
  enum NetworkMode {
    /** Behind one NAT gateway. */
    PRIVATE,
    /** With a public address for each task, without the gateway. */
    PUBLIC
  }

  /** How functions are built. */
  enum Packaging {
    /** Ahead of time, for {@code provided.al2023}. */
    NATIVE,
    /** For Lambda's Java runtime, with SnapStart. */
    JVM
  }

  /** The processor of the functions, by Lambda's name. */
  enum Architecture {
    ARM64,
    X86_64
  }

  /**
   * The Discord application.
   *
   * @param publicKey verifies Discord's requests; without it the bot refuses all
   * @param adminRoles their members may administer the platform
   */
  record Discord(
      Output<String> token,
      String clientId,
      Optional<String> publicKey,
      Optional<String> guildId,
      Optional<String> categoryId,
      List<String> adminRoles) {}

  /**
   * An image that ECR pulls through from a registry that asks for a login.
   *
   * @param registry by ECR's name, such as {@code ghcr.io}
   * @param path the image in it, without registry and tag
   */
  record CachedImage(String registry, String path, String username, Output<String> accessToken) {

    /** The name of its repository in ECR: the rule's prefix and the path. */
    String repository() {
      return PolicyScope.PROJECT + "/" + path;
    }
  }

  /** Whether resources with data are protected from deletion. */
  boolean keepsData() {
    return !development;
  }

  boolean tasksArePublic() {
    return networkMode == NetworkMode.PUBLIC;
  }
}
