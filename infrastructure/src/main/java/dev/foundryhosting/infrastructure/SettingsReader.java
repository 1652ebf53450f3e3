package dev.foundryhosting.infrastructure;

import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import dev.foundryhosting.infrastructure.Settings.Architecture;
import dev.foundryhosting.infrastructure.Settings.Discord;
import dev.foundryhosting.infrastructure.Settings.NetworkMode;
import dev.foundryhosting.infrastructure.Settings.Packaging;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the stack's configuration. Whatever is missing or malformed is told in one sentence each
 * that names the key and never the value, all of them at once.
 */
final class SettingsReader {
  private static final String PLATFORM = "foundry-hosting";
  private static final String DISCORD = "discord";
  private static final Set<String> DEVELOPMENT_STACKS = Set.of("dev", "development");

  // The certificate's first name is "*." and the domain; ACM allows it 64 characters (RFC 5280).
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{4,62}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
  private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");
  private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{5,20}");
  private static final Pattern SNOWFLAKES = Pattern.compile("[0-9]{5,20}( *, *[0-9]{5,20})*");
  private static final Pattern PUBLIC_KEY = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern URL = Pattern.compile("https://[^\\s/]+\\S*");
  private static final Pattern IMAGE =
      Pattern.compile("[a-z0-9][a-z0-9._/-]*(:[0-9]+/[a-z0-9._/-]+)?");
  private static final Pattern VERSION =
      Pattern.compile("release|latest|1[1-9](\\.[0-9]{1,4}){0,2}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern PRICE = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  // A function is told 4 KB in all; half of them are some seventy roles.
  private static final Pattern CREDITS =
      Pattern.compile("(?=.{1,2000}$)[0-9]{5,20}=[0-9.]+(,\\s*[0-9]{5,20}=[0-9.]+)*");
  private static final Pattern SESSIONS = Pattern.compile("[1-9][0-9]?|100");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern YES_OR_NO = Pattern.compile("true|false");

  private final Config platform;
  private final Config discord;
  private final Config aws;
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(Context context) {
    platform = context.config(PLATFORM);
    discord = context.config(DISCORD);
    aws = context.config("aws");
  }

  /**
   * @throws RunException with one sentence for each key that is missing or malformed
   */
  static Settings read(Context context) {
    SettingsReader reader = new SettingsReader(context);
    Settings settings = reader.settings(context.stackName());
    if (!reader.problems.isEmpty()) {
      throw new RunException(String.join("\n", reader.problems));
    }
    return settings;
  }

  private Settings settings(String stack) {
    return new Settings(
        stack,
        optional("development", YES_OR_NO, "true or false")
            .map(Boolean::parseBoolean)
            .orElse(DEVELOPMENT_STACKS.contains(stack)),
        required(
            platform,
            "domainName",
            DOMAIN,
            "a lower-case domain of at most 62 characters such as play.example.org"),
        required(
            platform, "route53HostedZoneId", ZONE, "the id of a hosted zone, which begins with Z"),
        choice("networkMode", NetworkMode.class, NetworkMode.PRIVATE),
        choice("packaging", Packaging.class, Packaging.NATIVE),
        choice("architecture", Architecture.class, Architecture.ARM64),
        optional("webhookConcurrency", COUNT, "a whole number above 0").map(Integer::valueOf),
        optional("alarmEmail", EMAIL, "an e-mail address"),
        optional("monthlyBudget", COUNT, "a whole number of US dollars above 0")
            .map(Integer::valueOf),
        variables(),
        discord(),
        secret(platform, "kofiVerificationToken"));
  }

  private Discord discord() {
    return new Discord(
        requiredSecret(discord, "token"),
        required(discord, "clientId", SNOWFLAKE, "the application's id, a number"),
        optional(discord, "publicKey", PUBLIC_KEY, "the application's public key, 64 hex digits"),
        optional(discord, "guildId", SNOWFLAKE, "the server's id, a number"),
        optional(discord, "categoryId", SNOWFLAKE, "the category's id, a number"),
        optional(discord, "adminRoles", SNOWFLAKES, "the ids of roles, separated by commas")
            .map(roles -> List.of(roles.split(" *, *")))
            .orElse(List.of()));
  }

  private Map<Variable, String> variables() {
    FargatePrices prices = FargatePrices.of(aws.get("region"));
    Map<Variable, String> variables = new EnumMap<>(Variable.class);
    put(variables, Variable.FOUNDRY_IMAGE, "foundryImage", IMAGE, "an image's name without a tag");
    put(
        variables,
        Variable.FOUNDRY_DEFAULT_VERSION,
        "foundryDefaultVersion",
        VERSION,
        "release, latest, or a version such as 13 or 13.346");
    put(
        variables,
        Variable.MAX_OPEN_SESSIONS,
        "maxOpenSessions",
        SESSIONS,
        "a whole number from 1 to 100");
    put(variables, Variable.KOFI_URL, "kofiUrl", URL, "an https URL");
    put(
        variables,
        Variable.PLATFORM_CURRENCY,
        "currency",
        code -> Amounts.currency(code).isPresent(),
        "an ISO 4217 code such as USD");
    Currency currency = Amounts.currency(variables.get(Variable.PLATFORM_CURRENCY)).orElseThrow();
    put(
        variables,
        Variable.MONTHLY_SPENDING_CAP,
        "monthlySpendingCap",
        amount -> Amounts.isAmount(amount, currency),
        "an amount in the platform's currency, such as 20.00");
    put(
        variables,
        Variable.SUPPORTER_CREDITS,
        "supporterCredits",
        CREDITS.asMatchPredicate().and(credits -> Amounts.areCredits(credits, currency)),
        "role ids with an amount each, every role once, such as 12345=5.00,23456=10");
    variables.put(Variable.PRICE_VCPU_HOUR, prices.vcpuHour());
    variables.put(Variable.PRICE_GB_HOUR, prices.gbHour());
    put(variables, Variable.PRICE_VCPU_HOUR, "priceVcpuHour", PRICE, "a decimal number");
    put(variables, Variable.PRICE_GB_HOUR, "priceGbHour", PRICE, "a decimal number");
    // Of these two a deployment has no choice.
    for (Variable fixed :
        List.of(Variable.FOUNDRY_PROBE_URL_TEMPLATE, Variable.DISCORD_API_BASE_URL)) {
      fixed.fallback().ifPresent(url -> variables.put(fixed, url));
    }
    return variables;
  }

  private void put(
      Map<Variable, String> variables, Variable variable, String key, Pattern shape, String rule) {
    put(variables, variable, key, shape.asMatchPredicate(), rule);
  }

  private void put(
      Map<Variable, String> variables,
      Variable variable,
      String key,
      Predicate<String> rightly,
      String rule) {
    optional(platform, key, rightly.and(value -> takes(variable, value)), rule)
        .or(variable::fallback)
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> variables.put(variable, value));
  }

  /** What would stop a function when it starts is told before anything is deployed. */
  private static boolean takes(Variable variable, String value) {
    try {
      return new Environment(Map.of(variable.name(), value)).find(variable).isPresent();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private String required(Config config, String key, Pattern shape, String rule) {
    if (text(config, key).isEmpty()) {
      problems.add(missing(config, key, rule, ""));
    }
    return optional(config, key, shape, rule).orElse("");
  }

  private Output<String> requiredSecret(Config config, String key) {
    if (text(config, key).isEmpty()) {
      problems.add(missing(config, key, "a secret", "--secret "));
    }
    return secret(config, key);
  }

  /** Marked as a secret also when a maintainer forgot to. */
  private static Output<String> secret(Config config, String key) {
    return config
        .getSecret(key)
        .applyValue(value -> value.map(String::strip).orElse(""))
        .asSecret();
  }

  private Optional<String> optional(String key, Pattern shape, String rule) {
    return optional(platform, key, shape, rule);
  }

  private Optional<String> optional(Config config, String key, Pattern shape, String rule) {
    return optional(config, key, shape.asMatchPredicate(), rule);
  }

  private Optional<String> optional(
      Config config, String key, Predicate<String> rightly, String rule) {
    Optional<String> value = text(config, key);
    Optional<String> wellFormed = value.filter(rightly);
    if (value.isPresent() && wellFormed.isEmpty()) {
      problems.add(malformed(config, key, rule));
    }
    return wellFormed;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(SettingsReader::spelled)
            .collect(Collectors.joining(" or "));
    Optional<String> value = text(platform, key);
    Optional<E> chosen =
        value.flatMap(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(each -> spelled(each).equals(text))
                    .findFirst());
    if (value.isPresent() && chosen.isEmpty()) {
      problems.add(malformed(platform, key, names));
    }
    return chosen.orElse(fallback);
  }

  private static Optional<String> text(Config config, String key) {
    return config.get(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String missing(Config config, String key, String rule, String option) {
    return "The configuration key %1$s:%2$s is missing; it must hold %3$s: pulumi config set %4$s%1$s:%2$s ..."
        .formatted(config.getName(), key, rule, option);
  }

  private static String malformed(Config config, String key, String rule) {
    return "The configuration key %s:%s is malformed; it must hold %s."
        .formatted(config.getName(), key, rule);
  }

  static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
