package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import dev.foundryhosting.platform.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a maintainer has decided about a stack; {@link SettingsReader} reads it from Pulumi's
 * configuration, Pulumi.example.yaml explains each key.
 *
 * @param stack the stack's name
 * @param development whether data may be lost: no deletion protection, nothing kept on destroy
 * @param domain the base domain of the servers
 * @param hostedZoneId the Route 53 zone that holds the domain
 * @param webhookConcurrency what is reserved for each webhook, if anything
 * @param alarmEmail who hears of alarms; they can be subscribed to later, too
 * @param monthlyBudget in US dollars
 * @param variables what goes into the functions' environment as it is
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
    Discord discord,
    Output<String> kofiVerificationToken) {

  Settings {
    variables = Map.copyOf(variables);
  }

  /** Where tasks get their network interface. */
  enum NetworkMode {
    /** In private subnets, behind one NAT gateway. */
    PRIVATE,
    /** In public subnets with an address of their own: saves the gateway. */
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
   * @param publicKey with which Discord's requests are verified; without it all are refused
   * @param adminRoles the roles whose members may administer the platform
   */
  record Discord(
      Output<String> token,
      String clientId,
      Optional<String> publicKey,
      Optional<String> guildId,
      Optional<String> categoryId,
      List<String> adminRoles) {}

  /** Whether what holds data is kept from being deleted by mistake. */
  boolean keepsData() {
    return !development;
  }

  /** Whether tasks and functions' settings speak of public addresses. */
  boolean tasksArePublic() {
    return networkMode == NetworkMode.PUBLIC;
  }
}
