/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment variables of the functions. A constant's name is the variable's name; its format
 * and default say what may stand in it. {@link Environment} reads them.
 */
public enum Variable {
  AWS_REGION(Format.REGION),
  AWS_ENDPOINT_URL(Format.URL, ""),
  INSTANCE_TABLE_NAME(Format.NAME),
  LICENSE_POOL_TABLE_NAME(Format.NAME),
  SCHEDULED_SESSIONS_TABLE_NAME(Format.NAME),
  LICENSE_RESERVATIONS_TABLE_NAME(Format.NAME),
  USAGE_TABLE_NAME(Format.NAME),
  BOT_CONFIG_TABLE_NAME(Format.NAME),
  CLUSTER_NAME(Format.NAME),
  FILE_SYSTEM_ID(Format.NAME),
  CACHE_ACCESS_POINT_ID(Format.NAME),
  VPC_ID(Format.NAME),
  TASK_SUBNET_IDS(Format.NAMES),
  TASK_SECURITY_GROUP_ID(Format.NAME),
  TASK_ASSIGN_PUBLIC_IP(Format.ENABLED_OR_DISABLED),
  TASK_ROLE_ARN(Format.ARN),
  EXECUTION_ROLE_ARN(Format.ARN),
  TASK_LOG_GROUP_NAME(Format.LOG_GROUP),
  ALB_HTTPS_LISTENER_ARN(Format.ARN),
  ALB_DNS_NAME(Format.HOST),
  ALB_ZONE_ID(Format.NAME),
  ROUTE53_HOSTED_ZONE_ID(Format.NAME),
  DOMAIN_NAME(Format.HOST),
  USER_PERMISSIONS_BOUNDARY_ARN(Format.ARN),
  FOUNDRY_IMAGE(Format.IMAGE, "felddy/foundryvtt"),
  FOUNDRY_DEFAULT_VERSION(Format.TAG, "13"),
  STABLE_HOSTNAME(Format.TRUE_OR_FALSE, "true"),
  FOUNDRY_PROBE_URL_TEMPLATE(Format.URL_TEMPLATE, "https://{subdomain}.{domain}/api/status"),
  SERVER_URL_TEMPLATE(Format.URL_TEMPLATE, "https://{subdomain}.{domain}"),
  MAX_OPEN_SESSIONS(Format.COUNT, "10"),
  MAX_BORROWED_HOURS(Format.COUNT, "12"),
  WAKEUP_QUEUE_URL(Format.URL, ""),
  DISCORD_SECRET_ARN(Format.ARN),
  DISCORD_API_BASE_URL(Format.URL, "https://discord.com/api/v10"),
  KOFI_SECRET_ARN(Format.ARN),
  PORTAL_SECRET_ARN(Format.ARN),
  RELEASE_SECRET_ARN(Format.ARN, ""),
  KOFI_URL(Format.URL, ""),
  INSTANCE_MANAGEMENT_FUNCTION_NAME(Format.NAME),
  WORLD_FILES_FUNCTION_NAME(Format.NAME),
  USER_FILES_ROOT(Format.FOLDER),
  ARCHIVE_BUCKET_NAME(Format.NAME),
  PRICE_VCPU_HOUR(Format.DECIMAL),
  PRICE_GB_HOUR(Format.DECIMAL),
  PLATFORM_CURRENCY(Format.CURRENCY, "USD"),
  MONTHLY_SPENDING_CAP(Format.DECIMAL, ""),
  SUPPORTER_CREDITS(Format.CREDITS, ""),
  PLATFORM_CLOCK_OFFSET(Format.DURATION, "");

  private final Format format;
  private final Optional<String> fallback;

  Variable(Format format) {
    this.format = format;
    this.fallback = Optional.empty();
  }

  Variable(Format format, String fallback) {
    this.format = format;
    this.fallback = Optional.of(fallback);
  }

  Format format() {
    return format;
  }

  /** What holds when the variable is absent or empty; empty for a variable that must be set. */
  public Optional<String> fallback() {
    return fallback;
  }

  /** What may stand in a variable. */
  enum Format {
    NAME("[A-Za-z0-9_.:/-]{1,256}", "a name of letters, digits and _ . : / -"),
    NAMES("[A-Za-z0-9-]+(,[A-Za-z0-9-]+)*", "names separated by commas"),
    REGION("[a-z]{2}(-[a-z]+)+-[0-9]", "an AWS region such as eu-central-1"),
    ARN("arn:aws[a-z-]*:[^\\s]+", "an ARN"),
    FOLDER("/[^\\x00]*", "the absolute path of a folder"),
    LOG_GROUP("[A-Za-z0-9_./#-]{1,512}", "the name of a log group"),
    HOST("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*", "a host name"),
    IMAGE("[a-z0-9][a-z0-9._/:-]*", "the name of an image without its tag"),
    TAG("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", "the tag of an image"),
    URL("https?://\\S+", "an http or https URL"),
    URL_TEMPLATE("https?://\\S+", "an http or https URL with {subdomain} and {domain}"),
    ENABLED_OR_DISABLED("ENABLED|DISABLED", "ENABLED or DISABLED"),
    TRUE_OR_FALSE("true|false", "true or false"),
    COUNT("[1-9][0-9]?|100", "a whole number from 1 to 100"),
    DECIMAL("[0-9]+(\\.[0-9]+)?", "a decimal number"),
    CREDITS(
        "[A-Za-z0-9_-]{1,64}=[0-9.]+(,\\s*[A-Za-z0-9_-]{1,64}=[0-9.]+)*",
        "role ids with an amount each, such as 123=5.00,456=10"),
    CURRENCY("[A-Z]{3}", "an ISO 4217 currency code"),
    DURATION("[+-]?P.+", "an ISO 8601 duration such as PT2H");

    private final Pattern pattern;
    private final String meaning;

    Format(String regex, String meaning) {
      this.pattern = Pattern.compile(regex);
      this.meaning = meaning;
    }

    boolean admits(String value) {
      return pattern.matcher(value).matches() && (this != URL || parses(value));
    }

    private static boolean parses(String url) {
      try {
        return new URI(url).getHost() != null;
      } catch (URISyntaxException e) {
        return false;
      }
    }

    String meaning() {
      return meaning;
    }
  }
}
