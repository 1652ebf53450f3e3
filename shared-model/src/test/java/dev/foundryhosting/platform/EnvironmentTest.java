/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static final String ENDPOINT = "http://localhost:4566";

  static Stream<Variable> mandatory() {
    return Arrays.stream(Variable.values()).filter(each -> each.fallback().isEmpty());
  }

  static Stream<Variable> optional() {
    return Arrays.stream(Variable.values()).filter(each -> each.fallback().isPresent());
  }

  @ParameterizedTest
  @MethodSource("mandatory")
  void aVariableThatMustBeSetIsMissedByItsNameInOneSentence(Variable variable) {
    for (String absent : new String[] {"", "   "}) {
      assertThatThrownBy(() -> with(variable, absent).get(variable))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The environment variable " + variable + " is not set;")
          .hasMessageEndingWith(".")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> new Environment(Map.of()).get(variable))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(variable.name());
  }

  @ParameterizedTest
  @EnumSource
  void aMalformedVariableIsNamedButItsValueIsNotShown(Variable variable) {
    String value = "s3cr3t value\n\t!";

    assertMalformed(() -> with(variable, value).get(variable), variable.name());
    assertMalformed(() -> with(variable, value).find(variable), variable.name());
  }

  @ParameterizedTest
  @MethodSource("optional")
  void anEmptyVariableMeansItsDefault(Variable variable) {
    String fallback = variable.fallback().orElseThrow();

    assertThat(with(variable, "").find(variable).orElse("")).isEqualTo(fallback);
    assertThat(new Environment(Map.of()).find(variable).orElse("")).isEqualTo(fallback);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "01", "101", "1000", "ten", "1.5"})
  void howMuchMayBeBookedIsASmallNumber(String value) {
    for (Variable limit : List.of(Variable.MAX_OPEN_SESSIONS, Variable.MAX_BORROWED_HOURS)) {
      assertMalformed(() -> with(limit, value).get(limit), limit.name());
      for (String fine : List.of("1", "10", "99", "100")) {
        assertThat(with(limit, fine).get(limit)).isEqualTo(fine);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FOUNDRY_IMAGE, felddy/foundryvtt",
    "FOUNDRY_DEFAULT_VERSION, 13",
    "STABLE_HOSTNAME, true",
    "FOUNDRY_PROBE_URL_TEMPLATE, https://{subdomain}.{domain}/api/status",
    "SERVER_URL_TEMPLATE, https://{subdomain}.{domain}",
    "PLATFORM_CURRENCY, USD",
    "MAX_OPEN_SESSIONS, 10",
    "MAX_BORROWED_HOURS, 12",
    "WAKEUP_QUEUE_URL, ''"
  })
  void theDefaultsAreThoseOfTheContract(Variable variable, String fallback) {
    assertThat(variable.fallback()).contains(fallback);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION, eu-central-1",
    "AWS_REGION, us-gov-west-1",
    "AWS_ENDPOINT_URL, http://localhost:4566",
    "TASK_ASSIGN_PUBLIC_IP, DISABLED",
    "TASK_ROLE_ARN, arn:aws:iam::123456789012:role/foundry-hosting/task",
    "EXECUTION_ROLE_ARN, arn:aws-us-gov:iam::123456789012:role/x",
    "TASK_LOG_GROUP_NAME, /foundry-hosting/servers",
    "DOMAIN_NAME, play.example.org",
    "FOUNDRY_IMAGE, ghcr.io:443/felddy/foundryvtt",
    "FOUNDRY_DEFAULT_VERSION, 13.346.0",
    "STABLE_HOSTNAME, false",
    "PRICE_VCPU_HOUR, 0.03238",
    "PRICE_GB_HOUR, 0",
    "PLATFORM_CURRENCY, EUR",
    "PLATFORM_CLOCK_OFFSET, -PT2H",
    "WAKEUP_QUEUE_URL, https://sqs.eu-central-1.amazonaws.com/123456789012/wakeups"
  })
  void whatInfrastructureSetsIsAdmitted(Variable variable, String value) {
    assertThat(with(variable, " " + value + " ").get(variable)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION, Frankfurt",
    "AWS_ENDPOINT_URL, localhost:4566",
    "TASK_ASSIGN_PUBLIC_IP, enabled",
    "TASK_ROLE_ARN, role/task",
    "TASK_SUBNET_IDS, 'subnet-a,'",
    "TASK_SUBNET_IDS, 'subnet-a, subnet-b'",
    "DOMAIN_NAME, https://example.org",
    "PRICE_VCPU_HOUR, '0,03'",
    "PRICE_VCPU_HOUR, -1",
    "PLATFORM_CURRENCY, usd",
    "FOUNDRY_DEFAULT_VERSION, ../13",
    "STABLE_HOSTNAME, yes"
  })
  void whatIsOfAnotherKindIsMalformed(Variable variable, String value) {
    assertThatThrownBy(() -> with(variable, value).get(variable))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(variable.name())
        .hasMessageNotContaining(value);
  }

  @Test
  void aListIsSplitAtItsCommas() {
    assertThat(with(Variable.TASK_SUBNET_IDS, "subnet-a,subnet-b").list(Variable.TASK_SUBNET_IDS))
        .containsExactly("subnet-a", "subnet-b");
  }

  @Test
  void aServicesOwnEndpointComesBeforeTheOneOfAll() {
    Environment environment =
        new Environment(
            Map.of("AWS_ENDPOINT_URL", ENDPOINT, "AWS_ENDPOINT_URL_DYNAMODB", "http://db:8000"));

    assertThat(environment.endpoint("DYNAMODB")).contains(URI.create("http://db:8000"));
    assertThat(environment.endpoint("S3")).contains(URI.create(ENDPOINT));
    assertThat(new Environment(Map.of("AWS_ENDPOINT_URL_S3", "")).endpoint("S3")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t", "http://[s3cr3t", "http://s3cr3t host", "http://s3cr3t|x"})
  void aMalformedEndpointIsNamedButNotShown(String value) {
    assertMalformed(
        () -> new Environment(Map.of("AWS_ENDPOINT_URL_ECS", value)).endpoint("ECS"),
        "AWS_ENDPOINT_URL_ECS");
    assertMalformed(
        () -> new Environment(Map.of("AWS_ENDPOINT_URL", value)).endpoint("ECS"),
        "AWS_ENDPOINT_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"})
  void theClockIsMovedWhereAwsIsEmulated(String override) {
    Environment emulated =
        new Environment(Map.of(override, ENDPOINT, "PLATFORM_CLOCK_OFFSET", "P400D"));

    assertAhead(emulated.clock(), Duration.ofDays(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P400D", "nonsense"})
  void inProductionTheClockIsNeverMoved(String offset) {
    assertAhead(with(Variable.PLATFORM_CLOCK_OFFSET, offset).clock(), Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P s3cr3t", "Ps3cr3t", "2h s3cr3t"})
  void aMalformedOffsetIsNamedButNotShown(String offset) {
    assertMalformed(
        () ->
            new Environment(Map.of("AWS_ENDPOINT_URL", ENDPOINT, "PLATFORM_CLOCK_OFFSET", offset))
                .clock(),
        "PLATFORM_CLOCK_OFFSET");
  }

  private static Environment with(Variable variable, String value) {
    return new Environment(Map.of(variable.name(), value));
  }

  private static void assertAhead(Clock clock, Duration ahead) {
    assertThat(Duration.between(Instant.now().plus(ahead), clock.instant()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  private static void assertMalformed(ThrowingCallable call, String variable) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The environment variable " + variable + " is malformed;")
        .hasMessageNotContaining("s3cr3t")
        .hasNoCause();
  }
}
