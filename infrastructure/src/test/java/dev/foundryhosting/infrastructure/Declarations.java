/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the program against a mock of the provider and keeps all that it declares.
 *
 * @param resources in no particular order
 * @param arguments as the program made them, with secrets still marked
 * @param results of Pulumi's own test support
 */
record Declarations(List<Declared> resources, List<ResourceArgs> arguments, TestResult results) {
  static final String DISCORD_TOKEN = "discord-token-that-nobody-may-see";
  static final String KOFI_TOKEN = "kofi-token-that-nobody-may-see";
  static final String REGISTRY_TOKEN = "registry-token-that-nobody-may-see";
  static final String DOMAIN = "play.example.org";
  static final String ZONE = "Z0123456789ABCDEFGHIJ";

  /** What must be configured, and nothing else. */
  static Map<String, String> requiredConfiguration() {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("aws:region", Provider.REGION);
    configuration.put("foundry-hosting:domainName", DOMAIN);
    configuration.put("foundry-hosting:route53HostedZoneId", ZONE);
    configuration.put("discord:token", DISCORD_TOKEN);
    configuration.put("discord:clientId", "1234567890123456789");
    return configuration;
  }

  /** Everything that can be configured. */
  static Map<String, String> fullConfiguration() {
    Map<String, String> configuration = requiredConfiguration();
    configuration.put("discord:publicKey", "0123456789abcdef".repeat(4));
    configuration.put("discord:guildId", "2345678901234567890");
    configuration.put("discord:categoryId", "3456789012345678901");
    configuration.put("discord:adminRoles", "4567890123456789012, 5678901234567890123");
    configuration.put("foundry-hosting:kofiUrl", "https://ko-fi.com/example");
    configuration.put("foundry-hosting:kofiVerificationToken", KOFI_TOKEN);
    configuration.put("foundry-hosting:alarmEmail", "operator@example.org");
    configuration.put("foundry-hosting:monthlyBudget", "50");
    configuration.put("foundry-hosting:webhookConcurrency", "2");
    configuration.put("foundry-hosting:foundryImage", "ghcr.io/felddy/foundryvtt");
    configuration.put("foundry-hosting:registryUsername", "a-community");
    configuration.put("foundry-hosting:registryAccessToken", REGISTRY_TOKEN);
    configuration.put("foundry-hosting:foundryDefaultVersion", "13");
    configuration.put("foundry-hosting:stableHostname", "true");
    configuration.put(
        "foundry-hosting:releaseSecretArn",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:foundry-account-AbCdEf");
    configuration.put("foundry-hosting:maxOpenSessions", "10");
    configuration.put("foundry-hosting:maxBorrowedHours", "12");
    configuration.put("foundry-hosting:monthlySpendingCap", "20.00");
    configuration.put("foundry-hosting:supporterCredits", "4567890123456789012=5.00");
    configuration.put("foundry-hosting:currency", "EUR");
    return configuration;
  }

  static Declarations with(String key, String value) {
    Map<String, String> configuration = fullConfiguration();
    configuration.put(key, value);
    return of(configuration, "production");
  }

  static Declarations of(Map<String, String> configuration, String stack) {
    Declarations declarations = tried(configuration, stack);
    declarations.results().throwOnError();
    return declarations;
  }

  /** Also a run that fails. */
  static Declarations tried(Map<String, String> configuration, String stack) {
    Map<String, String> parents = new ConcurrentHashMap<>();
    Map<String, List<String>> waits = new ConcurrentHashMap<>();
    Map<String, List<String>> ignored = new ConcurrentHashMap<>();
    List<String> kept = Collections.synchronizedList(new ArrayList<>());
    List<ResourceArgs> arguments = Collections.synchronizedList(new ArrayList<>());
    List<String> taggable = Collections.synchronizedList(new ArrayList<>());
    TestOptions options =
        TestOptions.builder()
            .projectName("foundry-hosting")
            .stackName(stack)
            .resourceTransformations(
                List.of(
                    args -> {
                      Resource resource = args.resource();
                      String key =
                          key(resource.pulumiResourceType(), resource.pulumiResourceName());
                      args.options()
                          .getParent()
                          .ifPresent(parent -> parents.put(key, parent.pulumiResourceName()));
                      waits.put(key, awaited(args.options()));
                      if (args.options() instanceof CustomResourceOptions custom) {
                        ignored.put(key, custom.getIgnoreChanges());
                      }
                      if (args.options().isProtect()) {
                        kept.add(key);
                      }
                      arguments.add(args.args());
                      if (takesTags(resource)) {
                        taggable.add(key);
                      }
                      return Optional.empty();
                    }))
            .build();
    Provider provider = new Provider();
    TestResult results;
    try {
      results =
          PulumiTestInternal.builder()
              .options(options)
              .mocks(provider)
              .config(configuration)
              .build()
              .runTest(Main::stack);
    } finally {
      PulumiTestInternal.cleanup();
    }
    List<Declared> declared =
        provider.seen().stream()
            .map(
                args ->
                    new Declared(
                        args.type,
                        args.name,
                        args.inputs,
                        parents.getOrDefault(key(args.type, args.name), ""),
                        waits.getOrDefault(key(args.type, args.name), List.of()),
                        ignored.getOrDefault(key(args.type, args.name), List.of()),
                        kept.contains(key(args.type, args.name)),
                        taggable.contains(key(args.type, args.name))))
            .toList();
    return new Declarations(declared, List.copyOf(arguments), results);
  }

  private static List<String> awaited(ResourceOptions options) {
    return PulumiTestInternal.extractOutputData(options.getDependsOn())
        .getValueOrDefault(List.of())
        .stream()
        .map(other -> key(other.pulumiResourceType(), other.pulumiResourceName()))
        .toList();
  }

  private static boolean takesTags(Resource resource) {
    return Arrays.stream(resource.getClass().getMethods())
        .anyMatch(method -> method.getName().equals("tags"));
  }

  private static String key(String type, String name) {
    return type + "::" + name;
  }

  List<Declared> ofType(String type) {
    return resources.stream().filter(resource -> resource.isOf(type)).toList();
  }

  Declared one(String type, String name) {
    return ofType(type).stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s named %s".formatted(type, name)));
  }

  /** The value of one of the stack's outputs. */
  Object output(String name) {
    return PulumiTestInternal.extractOutputData((Output<?>) results.outputs().get(name))
        .getValueNullable();
  }
}
