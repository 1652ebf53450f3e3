/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static dev.foundryhosting.platform.PlatformFunction.INSTANCE_MANAGEMENT;
import static dev.foundryhosting.platform.PlatformFunction.WORLD_FILES;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.Variable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole platform, layer by layer. Pulumi runs {@link #main}, tests {@link #stack}. */
public final class Main {
  /** Pulumi runs the program in the folder of Pulumi.yaml. */
  private static final Path HERE = Path.of("");

  /**
   * The JDK reads it at the first use of the common pool. The SDK's runner asks again and again
   * from that pool whether all is done. Since JDK 25 the pool of a machine with one or two
   * processors has a single thread, which then never gets to what is waited for.
   */
  private static final String COMMON_THREADS =
      "java.util.concurrent.ForkJoinPool.common.parallelism";

  private Main() {}

  /**
   * Checks the functions' packages, then runs Pulumi.
   *
   * @param args {@code --check-packages} and a packaging, to check only
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("--check-packages")) {
      List<String> problems =
          Packages.problems(HERE, args.length > 1 ? Packages.packaging(args[1]) : Optional.empty());
      problems.forEach(System.err::println);
      System.exit(problems.isEmpty() ? 0 : 1);
    }
    if (Integer.getInteger(COMMON_THREADS, Runtime.getRuntime().availableProcessors() - 1) < 2) {
      System.setProperty(COMMON_THREADS, "4");
    }
    Pulumi.run(Main::builtStack);
  }

  private static void builtStack(Context context) {
    List<String> problems =
        Packages.problems(HERE, Optional.of(SettingsReader.read(context).packaging()));
    if (!problems.isEmpty()) {
      throw new RunException(String.join("\n", problems));
    }
    stack(context);
  }

  /**
   * @throws RunException with a sentence for each wrong key of the configuration
   */
  public static void stack(Context context) {
    Settings settings = SettingsReader.read(context);
    if (settings.discord().publicKey().isEmpty()) {
      context
          .log()
          .warn(
              "discord:publicKey is not set: the bot refuses all of Discord's requests until it"
                  + " is.");
    }
    Output<Place> place = place();

    Network network = new Network(settings, place);
    LoadBalancing loadBalancing = new LoadBalancing(settings, network);
    Storage storage = new Storage(settings, place, network);
    Cluster cluster = new Cluster(settings, place);
    Data data = new Data(settings);
    Secrets secrets = new Secrets(settings);
    Queues queues = new Queues(settings, place);
    Identity identity =
        new Identity(settings, scope(settings, place, loadBalancing, storage, secrets));
    Functions functions =
        new Functions(
            settings,
            identity,
            queues,
            environment(
                settings,
                List.of(network, loadBalancing, storage, cluster, data, secrets, queues, identity)),
            secrets.discordVersion(),
            storage.files());
    Schedules schedules = new Schedules(settings, place, cluster, queues, functions);
    Webhooks webhooks = new Webhooks(settings, functions, schedules);
    Observability observability = new Observability(settings, place, loadBalancing, queues);

    context.export(
        "webhooks",
        Outputs.of(
            Map.of(
                "discordInteractionsEndpoint", webhooks.discordUrl(),
                "kofi", webhooks.kofiUrl())));
    context.export(
        "players",
        Outputs.of(
            Map.of(
                "servers", Output.of("https://<name>." + settings.domain()),
                "loadBalancer", loadBalancing.variables().get(Variable.ALB_DNS_NAME))));
    context.export(
        "operations",
        Outputs.of(
            Map.of(
                "dashboard", observability.dashboardUrl(place),
                "alarmTopic", observability.alarmTopicArn(),
                "instanceManagement", functions.get(INSTANCE_MANAGEMENT).invokeArn(),
                "cluster", cluster.variables().get(Variable.CLUSTER_NAME),
                "fileSystem", storage.variables().get(Variable.FILE_SYSTEM_ID),
                "serverLogs", cluster.variables().get(Variable.TASK_LOG_GROUP_NAME))));
  }

  private static Output<Place> place() {
    return Output.tuple(AwsFunctions.getRegion(), AwsFunctions.getCallerIdentity())
        .applyValue(both -> Place.of(both.t1.name(), both.t2.accountId()));
  }

  /** The values of the functions' variables: of the settings, and of each layer. */
  private static Map<Variable, Output<String>> environment(Settings settings, List<Layer> layers) {
    Map<Variable, Output<String>> values = new EnumMap<>(Variable.class);
    settings.variables().forEach((variable, value) -> values.put(variable, Output.of(value)));
    values.put(Variable.DOMAIN_NAME, Output.of(settings.domain()));
    values.put(Variable.ROUTE53_HOSTED_ZONE_ID, Output.of(settings.hostedZoneId()));
    values.put(
        Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME,
        Output.of(Functions.callName(INSTANCE_MANAGEMENT, settings)));
    values.put(
        Variable.WORLD_FILES_FUNCTION_NAME, Output.of(Functions.callName(WORLD_FILES, settings)));
    layers.forEach(layer -> values.putAll(layer.variables()));
    return values;
  }

  private static Output<PolicyScope> scope(
      Settings settings,
      Output<Place> place,
      LoadBalancing loadBalancing,
      Storage storage,
      Secrets secrets) {
    return Output.tuple(
            place,
            storage.fileSystemArn(),
            storage.files().accessPoint().arn(),
            loadBalancing.variables().get(Variable.ALB_HTTPS_LISTENER_ARN),
            secrets.variables().get(Variable.DISCORD_SECRET_ARN),
            secrets.variables().get(Variable.KOFI_SECRET_ARN),
            secrets.variables().get(Variable.PORTAL_SECRET_ARN))
        .applyValue(
            parts ->
                new PolicyScope(
                    parts.t1,
                    settings.domain(),
                    settings.hostedZoneId(),
                    parts.t2,
                    parts.t3,
                    parts.t4,
                    parts.t5,
                    parts.t6,
                    parts.t7,
                    Functions.qualifier(settings)));
  }
}
