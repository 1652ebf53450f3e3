package dev.foundryhosting.infrastructure;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.FunctionEventInvokeConfig;
import com.pulumi.aws.lambda.FunctionEventInvokeConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigOnFailureArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.Settings.Packaging;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One Lambda function for each module, from its zip. */
final class Functions extends Layer {
  /** What is published under SnapStart is called by this name. */
  static final String ALIAS = "live";

  private static final String JVM_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
  private static final int TRIES_AGAIN = 2;
  private static final int EVENT_LIFE_SECONDS = 6 * 60 * 60;

  private final Map<PlatformFunction, Deployed> deployed = new EnumMap<>(PlatformFunction.class);
  private final Identity identity;
  private final Queues queues;
  private final Output<String> discordVersion;

  /**
   * @param environment every variable that functions read and Lambda does not set itself; each
   *     function gets those that it reads
   * @param discordVersion of the secret that the bot reads when it starts
   */
  Functions(
      Settings settings,
      Identity identity,
      Queues queues,
      Map<Variable, Output<String>> environment,
      Output<String> discordVersion) {
    super("Functions", settings);
    this.identity = identity;
    this.queues = queues;
    this.discordVersion = discordVersion;
    for (FunctionSpec spec : FunctionSpec.ALL) {
      deployed.put(spec.function(), deploy(spec, environment));
    }
    done();
  }

  /** The alias under which functions are called, where they are published. */
  static Optional<String> qualifier(Settings settings) {
    return settings.packaging() == Packaging.JVM ? Optional.of(ALIAS) : Optional.empty();
  }

  /** By which name a function is called; the alias is part of it. */
  static String callName(PlatformFunction function, Settings settings) {
    return qualifier(settings)
        .map(alias -> function.functionName() + ":" + alias)
        .orElse(function.functionName());
  }

  Deployed get(PlatformFunction function) {
    return deployed.get(function);
  }

  /**
   * A function as others call it.
   *
   * @param invokeArn of the alias, where there is one
   */
  record Deployed(
      FunctionSpec spec,
      Output<String> name,
      Output<String> invokeArn,
      Optional<Output<String>> qualifier) {}

  private Deployed deploy(FunctionSpec spec, Map<Variable, Output<String>> environment) {
    Function function = function(spec, logGroup(spec), environment);
    if (qualifier(settings()).isEmpty()) {
      invokeConfig(spec, function, Optional.empty());
      return new Deployed(spec, function.name(), function.arn(), Optional.empty());
    }
    Alias alias =
        new Alias(
            spec.function().functionName(),
            AliasArgs.builder()
                .name(ALIAS)
                .functionName(function.name())
                .functionVersion(function.version())
                .build(),
            child());
    Optional<Output<String>> qualifier = Optional.of(alias.name());
    invokeConfig(spec, function, qualifier);
    return new Deployed(spec, function.name(), alias.arn(), qualifier);
  }

  private LogGroup logGroup(FunctionSpec spec) {
    String name = spec.function().functionName();
    return new LogGroup(
        name,
        LogGroupArgs.builder()
            .name(spec.logGroupName())
            .retentionInDays(spec.logDays())
            .tags(tags(name))
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
      // Who has started keeps what it read, and a snapshot keeps it for all that come of it. With
      // another description all start anew, from a version that is published after the secret.
      args.description(discordVersion.applyValue("Reads version %s of its secret"::formatted));
    }
    if (spec.hasUrl()) {
      settings().webhookConcurrency().ifPresent(args::reservedConcurrentExecutions);
    }
    switch (settings().packaging()) {
      case NATIVE ->
          // The bootstrap takes whatever the handler is called.
          args.runtime("provided.al2023").handler("any");
      case JVM ->
          args.runtime("java21")
              .handler(JVM_HANDLER)
              .publish(true)
              .snapStart(FunctionSnapStartArgs.builder().applyOn("PublishedVersions").build());
    }
    // A snapshot is taken of a function that has begun its work: it must be allowed to.
    return new Function(name, args.build(), childAfter(identity.permissionsOf(spec.function())));
  }

  private Output<Map<String, String>> variables(
      PlatformFunction function, Map<Variable, Output<String>> environment) {
    Map<String, Output<String>> variables = new HashMap<>();
    function.variables().stream()
        // Lambda sets it itself and lets nobody else.
        .filter(variable -> variable != Variable.AWS_REGION)
        .filter(variable -> isNeeded(variable, environment))
        .forEach(variable -> variables.put(variable.name(), environment.get(variable)));
    if (settings().packaging() == Packaging.NATIVE) {
      // Quarkus' guide for Lambda: a native image's signal handlers disturb the custom runtime.
      variables.put("DISABLE_SIGNAL_HANDLERS", Output.of("true"));
    }
    return Outputs.of(variables);
  }

  /** What is optional and not configured is left out; everything else must be there. */
  private static boolean isNeeded(Variable variable, Map<Variable, Output<String>> environment) {
    if (environment.containsKey(variable)) {
      return true;
    }
    if (variable.fallback().isPresent()) {
      return false;
    }
    throw new IllegalStateException("nothing says what %s is".formatted(variable));
  }

  /** What fails thrice is kept with the event that it failed at. */
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
            .maximumRetryAttempts(TRIES_AGAIN)
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
