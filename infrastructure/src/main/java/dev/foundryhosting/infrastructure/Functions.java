/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.FunctionEventInvokeConfig;
import com.pulumi.aws.lambda.FunctionEventInvokeConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigOnFailureArgs;
import com.pulumi.aws.lambda.inputs.FunctionFileSystemConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.foundryhosting.infrastructure.Settings.Packaging;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The Lambda functions, one for each module. */
final class Functions extends Layer {
  /** The alias of the versions that are published for SnapStart. */
  static final String ALIAS = "live";

  private static final String JVM_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
  private static final int EVENT_LIFE_SECONDS = 6 * 60 * 60;

  private final Map<PlatformFunction, Deployed> deployed = new EnumMap<>(PlatformFunction.class);
  private final Identity identity;
  private final Queues queues;
  private final Output<String> discordVersion;
  private final FileMount files;

  /**
   * @param environment the values of all variables but Lambda's own; each function gets those that
   *     it reads
   * @param discordVersion of the secret that the bot reads when it starts
   * @param files the users' files
   */
  Functions(
      Settings settings,
      Identity identity,
      Queues queues,
      Map<Variable, Output<String>> environment,
      Output<String> discordVersion,
      FileMount files) {
    super("Functions", settings);
    this.identity = identity;
    this.queues = queues;
    this.discordVersion = discordVersion;
    this.files = files;
    for (FunctionSpec spec : FunctionSpec.ALL) {
      deployed.put(spec.function(), deploy(spec, environment));
    }
    done();
  }

  /** The alias of the functions, if they are published. */
  static Optional<String> qualifier(Settings settings) {
    return settings.packaging() == Packaging.JVM ? Optional.of(ALIAS) : Optional.empty();
  }

  /** The function's name with the alias, if there is one. */
  static String callName(PlatformFunction function, Settings settings) {
    return qualifier(settings)
        .map(alias -> function.functionName() + ":" + alias)
        .orElse(function.functionName());
  }

  Deployed get(PlatformFunction function) {
    return Objects.requireNonNull(deployed.get(function));
  }

  /**
   * @param invokeArn of the alias, if there is one
   */
  record Deployed(
      Output<String> name, Output<String> invokeArn, Optional<Output<String>> qualifier) {}

  private Deployed deploy(FunctionSpec spec, Map<Variable, Output<String>> environment) {
    String name = spec.function().functionName();
    LogGroup log = logGroup(name, spec.logGroupName(), spec.logDays());
    Function function = function(spec, log, environment);
    Optional<Alias> alias = qualifier(settings()).map(any -> alias(name, function));
    Optional<Output<String>> qualifier = alias.map(Alias::name);
    invokeConfig(spec, function, qualifier);
    return new Deployed(function.name(), alias.map(Alias::arn).orElseGet(function::arn), qualifier);
  }

  private Alias alias(String functionName, Function function) {
    return new Alias(
        functionName,
        AliasArgs.builder()
            .name(ALIAS)
            .functionName(function.name())
            .functionVersion(function.version())
            .build(),
        child());
  }

  private Function function(
      FunctionSpec spec, LogGroup log, Map<Variable, Output<String>> environment) {
    String name = spec.function().functionName();
    FunctionArgs.Builder args =
        FunctionArgs.builder()
            .name(name)
            .role(identity.roleArn(spec.function()))
            .code(new FileArchive(spec.zip()))
            .architectures(SettingsReader.spelled(settings().architecture()))
            .memorySize(spec.memoryMb(settings().packaging()))
            .timeout(spec.timeoutSeconds())
            .environment(
                FunctionEnvironmentArgs.builder()
                    .variables(variables(spec.function(), environment))
                    .build())
            .loggingConfig(
                FunctionLoggingConfigArgs.builder()
                    .logFormat("JSON")
                    .logGroup(log.name())
                    .applicationLogLevel("INFO")
                    .systemLogLevel("INFO")
                    .build())
            .tracingConfig(FunctionTracingConfigArgs.builder().mode("Active").build())
            .tags(tags(name));
    if (spec.function() == PlatformFunction.DISCORD_BOT) {
      // A running function and a snapshot keep the secret that they read. A changed description
      // publishes a new version, which reads the new secret.
      args.description(discordVersion.applyValue("Reads version %s of its secret"::formatted));
    }
    if (spec.hasUrl()) {
      settings().webhookConcurrency().ifPresent(args::reservedConcurrentExecutions);
    }
    switch (settings().packaging()) {
      case NATIVE ->
          // The bootstrap ignores the handler's name.
          args.runtime("provided.al2023").handler("any");
      case JVM ->
          args.runtime("java21").handler(JVM_HANDLER).publish(true).snapStart(snapStart(spec));
    }
    List<Resource> before = new ArrayList<>();
    // A snapshot is taken of a started function, which needs its permissions.
    before.addAll(List.of(identity.permissionsOf(spec.function())));
    if (spec.mountsFiles()) {
      mount(args);
      before.addAll(files.targets());
    }
    return new Function(name, args.build(), childAfter(before.toArray(Resource[]::new)));
  }

  /** Lambda takes no snapshot of a function that mounts a file system. */
  private static FunctionSnapStartArgs snapStart(FunctionSpec spec) {
    return FunctionSnapStartArgs.builder()
        .applyOn(spec.mountsFiles() ? "None" : "PublishedVersions")
        .build();
  }

  /** In the private subnets, where the mount targets are, in either mode of the network. */
  private void mount(FunctionArgs.Builder args) {
    args.fileSystemConfig(
            FunctionFileSystemConfigArgs.builder()
                .arn(files.accessPoint().arn())
                .localMountPath(FileMount.PATH)
                .build())
        .vpcConfig(
            FunctionVpcConfigArgs.builder()
                .subnetIds(files.subnetIds())
                .securityGroupIds(Output.all(files.securityGroupId()))
                .build());
  }

  /** An optional variable without a value is left out; any other must have one. */
  private Output<Map<String, String>> variables(
      PlatformFunction function, Map<Variable, Output<String>> environment) {
    Map<String, Output<String>> variables = new HashMap<>();
    for (Variable variable : function.variables()) {
      if (environment.containsKey(variable)) {
        variables.put(variable.name(), environment.get(variable));
      } else if (variable.fallback().isEmpty() && variable != Variable.AWS_REGION) {
        // Lambda itself sets the region.
        throw new IllegalStateException("the variable %s has no value".formatted(variable));
      }
    }
    if (settings().packaging() == Packaging.NATIVE) {
      // Quarkus' guide for Lambda: a native image's signal handlers disturb the custom runtime.
      variables.put("DISABLE_SIGNAL_HANDLERS", Output.of("true"));
    }
    return Outputs.of(variables);
  }

  /** An event that fails three times goes to the queue of failed events. */
  private void invokeConfig(
      FunctionSpec spec, Function function, Optional<Output<String>> qualifier) {
    if (!spec.isAsynchronous()) {
      return;
    }
    String name = spec.function().functionName();
    new FunctionEventInvokeConfig(
        name,
        FunctionEventInvokeConfigArgs.builder()
            .functionName(function.name())
            .qualifier(qualifier.orElse(null))
            .maximumRetryAttempts(2)
            .maximumEventAgeInSeconds(EVENT_LIFE_SECONDS)
            .destinationConfig(
                FunctionEventInvokeConfigDestinationConfigArgs.builder()
                    .onFailure(
                        FunctionEventInvokeConfigDestinationConfigOnFailureArgs.builder()
                            .destination(queues.failedArn(spec.function()))
                            .build())
                    .build())
            .build(),
        childAfter(identity.permissionsOf(spec.function())));
  }
}
