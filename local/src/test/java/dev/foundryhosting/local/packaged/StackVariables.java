/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The variables that the stack of {@code infrastructure/} gives its functions.
 *
 * @param byFunction by Lambda's name of the function, without a qualifier
 */
record StackVariables(Map<String, Map<String, String>> byFunction) {
  /** What holds an id that AWS draws, or a name that is unique in the world. */
  private static final Set<Variable> DRAWN =
      EnumSet.of(
          Variable.ALB_DNS_NAME,
          Variable.ALB_HTTPS_LISTENER_ARN,
          Variable.ALB_ZONE_ID,
          Variable.ARCHIVE_BUCKET_NAME,
          Variable.CACHE_ACCESS_POINT_ID,
          Variable.DISCORD_SECRET_ARN,
          Variable.EXECUTION_ROLE_ARN,
          Variable.FILE_SYSTEM_ID,
          Variable.KOFI_SECRET_ARN,
          Variable.PORTAL_SECRET_ARN,
          Variable.ROUTE53_HOSTED_ZONE_ID,
          Variable.TASK_ROLE_ARN,
          Variable.TASK_SECURITY_GROUP_ID,
          Variable.TASK_SUBNET_IDS,
          Variable.USER_PERMISSIONS_BOUNDARY_ARN,
          Variable.VPC_ID,
          Variable.WAKEUP_QUEUE_URL);

  /** As the program declares them; {@code EnvironmentsTest} records them. */
  static StackVariables recorded() {
    try (InputStream in = StackVariables.class.getResourceAsStream("stack.json")) {
      return read(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Lambda has them, from a file. */
  static StackVariables deployed(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StackVariables read(byte[] json) throws IOException {
    return new StackVariables(PackagedPlatform.JSON.readValue(json, new TypeReference<>() {}));
  }

  /**
   * Exactly the same variables, on the emulated AWS: the laptop edition makes what AWS gives an id.
   */
  StackVariables standing(URI aws, Path files) {
    Map<String, String> ids = new HashMap<>(EmulatedStack.provision(aws, 1, "{}", files));
    AwsClients clients = EmulatedStack.clients(aws);
    Map<String, String> names = all();
    var unused =
        clients.ecs().createCluster(r -> r.clusterName(names.get(Variable.CLUSTER_NAME.name())));
    String zone =
        clients
            .route53()
            .createHostedZone(
                r -> r.name(names.get(Variable.DOMAIN_NAME.name())).callerReference("stack"))
            .hostedZone()
            .id();
    ids.put(Variable.ROUTE53_HOSTED_ZONE_ID.name(), zone.replace("/hostedzone/", ""));

    Map<String, Map<String, String>> standing = new HashMap<>();
    byFunction.forEach(
        (function, variables) -> {
          Map<String, String> values = new HashMap<>(variables);
          DRAWN.forEach(id -> values.replace(id.name(), ids.get(id.name())));
          standing.put(function, values);
        });
    return new StackVariables(standing);
  }

  Map<String, String> of(PlatformFunction function) {
    return Objects.requireNonNull(byFunction.get(function.functionName()), function.functionName());
  }

  /** The variables of all functions together. */
  Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    byFunction.values().forEach(all::putAll);
    return all;
  }
}
