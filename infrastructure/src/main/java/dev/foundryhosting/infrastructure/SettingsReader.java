/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import dev.foundryhosting.infrastructure.Settings.Architecture;
import dev.foundryhosting.infrastructure.Settings.CachedImage;
import dev.foundryhosting.infrastructure.Settings.Discord;
import dev.foundryhosting.infrastructure.Settings.NetworkMode;
import dev.foundryhosting.infrastructure.Settings.Packaging;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the stack's configuration. It reports all missing and malformed keys at once, each in a
 * sentence that names the key and never the value.
 */
final class SettingsReader {
  private static final String PLATFORM = "foundry-hosting";
  private static final String DISCORD = "discord";
  // Pulumi saves what it gets by --config into the stack's file, for every later deploy.
  private static final String PACKAGING_ONCE = "FOUNDRY_HOSTING_PACKAGING";
  private static final Set<String> DEVELOPMENT_STACKS = Set.of("dev", "development");

  // ACM allows 64 characters for "*." and the domain (RFC 5280).
  private static final Predicate<String> DOMAIN =
      shape("(?=.{4,62}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
  private static final Predicate<String> ZONE = shape("Z[A-Z0-9]{1,31}");
  private static final Predicate<String> SNOWFLAKE = shape("[0-9]{5,20}");
  private static final Predicate<String> SNOWFLAKES = shape("[0-9]{5,20}( *, *[0-9]{5,20})*");
  private static final Predicate<String> URL = shape("https://[^\\s/]+\\S*");
  private static final Predicate<String> IMAGE =
      shape("[a-z0-9][a-z0-9._/-]*(:[0-9]+/[a-z0-9._/-]+)?");
  // ECR caches other registries, too, but those need no login, and have no limit that matters here.
  private static final Pattern CACHED_IMAGE =
      Pattern.compile("(ghcr\\.io/)?([a-z0-9][a-z0-9_-]*/[a-z0-9][a-z0-9._/-]*)");
  private static final String GITHUB = "ghcr.io";
  private static final String DOCKER_HUB = "registry-1.docker.io";
  private static final Predicate<String> USERNAME = shape("[A-Za-z0-9][A-Za-z0-9_-]{0,38}");
  private static final Predicate<String> VERSION =
      shape("release|latest|1[1-9](\\.[0-9]{1,4}){0,2}");
  private static final Predicate<String> EMAIL = shape("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Predicate<String> PRICE = shape("[0-9]+(\\.[0-9]+)?");
  // A function's environment has 4 KB; half of them hold some seventy roles.
  private static final Predicate<String> CREDITS =
      shape("(?=.{1,2000}$)[0-9]{5,20}=[0-9.]+(,\\s*[0-9]{5,20}=[0-9.]+)*");
  private static final Predicate<String> TO_100 = shape("[1-9][0-9]?|100");
  private static final Predicate<String> COUNT = shape("[1-9][0-9]{0,5}");
  private static final Predicate<String> SECRET_ARN =
      shape("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}");
  private static final Predicate<String> YES_OR_NO = shape("true|false");

  private final Config platform;
  private final Config discord;
  private final Config aws;
  private final Map<Variable, String> variables = new EnumMap<>(Variable.class);
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
        packaging(),
        choice("architecture", Architecture.class, Architecture.ARM64),
        optional("webhookConcurrency", COUNT, "a whole number above 0").map(Integer::valueOf),
        optional("alarmEmail", EMAIL, "an e-mail address"),
        optional("monthlyBudget", COUNT, "a whole number of US dollars above 0")
            .map(Integer::valueOf),
        variables(),
        cachedImage(),
        discord(),
        secret(platform, "kofiVerificationToken"));
  }

  private Packaging packaging() {
    Packaging configured = choice("packaging", Packaging.class, Packaging.NATIVE);
    Optional<String> once = Optional.ofNullable(System.getenv(PACKAGING_ONCE));
    if (once.isPresent() && once.flatMap(Packages::packaging).isEmpty()) {
      problems.add("The variable " + PACKAGING_ONCE + " is malformed; it must hold native or jvm.");
    }
    return once.flatMap(Packages::packaging).orElse(configured);
  }

  private Discord discord() {
    return new Discord(
        requiredSecret(discord, "token"),
        required(discord, "clientId", SNOWFLAKE, "the application's id, a number"),
        optional(
            discord,
            "publicKey",
            DiscordKey::isOne,
            "the application's public key (General Information), whole"),
        optional(discord, "guildId", SNOWFLAKE, "the server's id, a number"),
        optional(discord, "categoryId", SNOWFLAKE, "the category's id, a number"),
        optional(discord, "adminRoles", SNOWFLAKES, "the ids of roles, separated by commas")
            .map(roles -> List.of(roles.split(" *, *")))
            .orElse(List.of()));
  }

  private Map<Variable, String> variables() {
    String dollarRate = optional("dollarRate", Amounts::isRate, "a number above 0").orElse("1");
    FargatePrices prices = FargatePrices.of(aws.get("region")).at(new BigDecimal(dollarRate));
    put(Variable.FOUNDRY_IMAGE, "foundryImage", IMAGE, "an image's name without a tag");
    put(
        Variable.FOUNDRY_DEFAULT_VERSION,
        "foundryDefaultVersion",
        VERSION,
        "release, latest, or a version such as 13 or 13.346");
    put(Variable.STABLE_HOSTNAME, "stableHostname", YES_OR_NO, "true or false");
    put(
        Variable.RELEASE_SECRET_ARN,
        "releaseSecretArn",
        SECRET_ARN,
        "the whole ARN of a secret with username and password");
    put(Variable.MAX_OPEN_SESSIONS, "maxOpenSessions", TO_100, "a whole number from 1 to 100");
    put(Variable.MAX_BORROWED_HOURS, "maxBorrowedHours", TO_100, "a whole number from 1 to 100");
    put(Variable.KOFI_URL, "kofiUrl", URL, "an https URL");
    put(
        Variable.PLATFORM_CURRENCY,
        "currency",
        given -> Amounts.currency(given).isPresent(),
        "an ISO 4217 code such as USD");
    String code = Objects.requireNonNull(variables.get(Variable.PLATFORM_CURRENCY));
    Currency currency = Amounts.currency(code).orElseThrow();
    put(
        Variable.MONTHLY_SPENDING_CAP,
        "monthlySpendingCap",
        amount -> Amounts.isAmount(amount, currency),
        "an amount in the platform's currency, such as 20.00");
    put(
        Variable.SUPPORTER_CREDITS,
        "supporterCredits",
        CREDITS.and(credits -> Amounts.areCredits(credits, currency)),
        "role ids with an amount each, every role once, such as 12345=5.00,23456=10");
    variables.put(Variable.PRICE_VCPU_HOUR, prices.vcpuHour());
    variables.put(Variable.PRICE_GB_HOUR, prices.gbHour());
    put(Variable.PRICE_VCPU_HOUR, "priceVcpuHour", PRICE, "a decimal number");
    put(Variable.PRICE_GB_HOUR, "priceGbHour", PRICE, "a decimal number");
    // Not configurable.
    for (Variable fixed :
        List.of(
            Variable.FOUNDRY_PROBE_URL_TEMPLATE,
            Variable.SERVER_URL_TEMPLATE,
            Variable.DISCORD_API_BASE_URL)) {
      fixed.fallback().ifPresent(url -> variables.put(fixed, url));
    }
    return variables;
  }

  /** Present with both keys of the registry's login; reads the image among the variables. */
  private Optional<CachedImage> cachedImage() {
    Optional<String> username =
        optional("registryUsername", USERNAME, "a user name of the image's registry");
    Output<String> token = secret(platform, "registryAccessToken");
    boolean hasToken = text(platform, "registryAccessToken").isPresent();
    boolean hasUsername = text(platform, "registryUsername").isPresent();
    if (hasUsername && !hasToken) {
      problems.add(missing(platform, "registryAccessToken", "a secret", "--secret "));
    }
    if (hasToken && !hasUsername) {
      problems.add(
          missing(platform, "registryUsername", "the user name of registryAccessToken", ""));
    }
    if (username.isEmpty() || !hasToken) {
      return Optional.empty();
    }
    Matcher image = CACHED_IMAGE.matcher(variables.get(Variable.FOUNDRY_IMAGE));
    if (!image.matches()) {
      malformed(
          platform,
          "foundryImage",
          "an image of Docker Hub or ghcr.io where registryUsername is set");
      return Optional.empty();
    }
    String registry = image.group(1) == null ? DOCKER_HUB : GITHUB;
    return Optional.of(new CachedImage(registry, image.group(2), username.get(), token));
  }

  private void put(Variable variable, String key, Predicate<String> shape, String rule) {
    optional(platform, key, shape.and(value -> takes(variable, value)), rule)
        .or(variable::fallback)
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> variables.put(variable, value));
  }

  /** A function refuses to start with a value that its environment does not accept. */
  private static boolean takes(Variable variable, String value) {
    try {
      return new Environment(Map.of(variable.name(), value)).find(variable).isPresent();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static Predicate<String> shape(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  private String required(Config config, String key, Predicate<String> shape, String rule) {
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

  /** Secret even if the configuration holds it in plain text. */
  private static Output<String> secret(Config config, String key) {
    return config
        .getSecret(key)
        .applyValue(value -> value.map(String::strip).orElse(""))
        .asSecret();
  }

  private Optional<String> optional(String key, Predicate<String> shape, String rule) {
    return optional(platform, key, shape, rule);
  }

  private Optional<String> optional(
      Config config, String key, Predicate<String> shape, String rule) {
    Optional<String> value = text(config, key);
    Optional<String> wellFormed = value.filter(shape);
    if (value.isPresent() && wellFormed.isEmpty()) {
      malformed(config, key, rule);
    }
    return wellFormed;
  }

  private void malformed(Config config, String key, String rule) {
    problems.add(
        "The configuration key %s:%s is malformed; it must hold %s."
            .formatted(config.getName(), key, rule));
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E choice : type.getEnumConstants()) {
      choices.put(spelled(choice), choice);
    }
    return optional(key, choices::containsKey, String.join(" or ", choices.keySet()))
        .map(choices::get)
        .orElse(fallback);
  }

  private static Optional<String> text(Config config, String key) {
    return config.get(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String missing(Config config, String key, String rule, String option) {
    return "The configuration key %1$s:%2$s is missing; it must hold %3$s: pulumi config set %4$s%1$s:%2$s ..."
        .formatted(config.getName(), key, rule, option);
  }

  static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
