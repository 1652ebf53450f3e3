/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing or malformed in a stack's configuration is said in a sentence. */
class SettingsTest {

  private static List<String> sentences(Map<String, String> configuration) {
    Declarations run = Declarations.tried(configuration, "production");
    assertThat(run.resources()).as("declared in spite of a wrong configuration").isEmpty();
    return run.results().exceptions().stream()
        .map(SettingsTest::root)
        .flatMap(problem -> problem.getMessage().lines())
        .distinct()
        .toList();
  }

  private static Throwable root(Throwable problem) {
    return problem.getCause() == null ? problem : root(problem.getCause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foundry-hosting:domainName",
        "foundry-hosting:route53HostedZoneId",
        "discord:token",
        "discord:clientId"
      })
  void aRequiredKeyThatIsMissingIsNamedWithTheCommandThatSetsIt(String key) {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.remove(key);

    assertThat(sentences(configuration))
        .singleElement()
        .asString()
        .startsWith("The configuration key " + key + " is missing")
        .contains("pulumi config set " + (key.equals("discord:token") ? "--secret " : "") + key);
  }

  @Test
  void allMissingKeysAreReportedAtOnce() {
    assertThat(sentences(Map.of())).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "foundry-hosting:domainName, https://play.example.org",
    "foundry-hosting:domainName, Play.Example.org",
    "foundry-hosting:domainName, localhost",
    "foundry-hosting:domainName, a-name-that-no-certificate-can-hold-behind-its-star.example.org",
    "foundry-hosting:route53HostedZoneId, play.example.org",
    "foundry-hosting:networkMode, nat",
    "foundry-hosting:networkMode, PRIVATE",
    "foundry-hosting:packaging, java",
    "foundry-hosting:architecture, amd64",
    "foundry-hosting:alarmEmail, operator",
    "foundry-hosting:monthlyBudget, 12.50",
    "foundry-hosting:monthlyBudget, 0",
    "foundry-hosting:webhookConcurrency, -1",
    "foundry-hosting:development, yes",
    "foundry-hosting:kofiUrl, ko-fi.com/example",
    "foundry-hosting:kofiUrl, https://ko-fi.com/{example}",
    "foundry-hosting:kofiUrl, https://ko_fi.example",
    "foundry-hosting:foundryImage, felddy/foundryvtt:13",
    "foundry-hosting:foundryImage, quay.io/felddy/foundryvtt",
    "foundry-hosting:registryUsername, a community",
    "foundry-hosting:stableHostname, yes",
    "foundry-hosting:foundryDefaultVersion, newest",
    "foundry-hosting:foundryDefaultVersion, 9",
    "foundry-hosting:foundryDefaultVersion, 13.34567",
    "foundry-hosting:maxOpenSessions, 0",
    "foundry-hosting:maxOpenSessions, 101",
    "foundry-hosting:maxBorrowedHours, 0",
    "foundry-hosting:maxBorrowedHours, 101",
    "foundry-hosting:monthlySpendingCap, much",
    "foundry-hosting:monthlySpendingCap, -5",
    "foundry-hosting:monthlySpendingCap, 20.005",
    "foundry-hosting:monthlySpendingCap, 1000000000",
    "foundry-hosting:supporterCredits, gold",
    "foundry-hosting:supporterCredits, '1=5.00,2'",
    "foundry-hosting:supporterCredits, '12345=5.00 ,23456=10.00'",
    "foundry-hosting:supporterCredits, '12345=5.00,12345=10.00'",
    "foundry-hosting:supporterCredits, 12345=5.005",
    "foundry-hosting:supporterCredits, 12345=5.00.1",
    "foundry-hosting:currency, Dollar",
    "foundry-hosting:currency, ZZZ",
    "foundry-hosting:currency, XAU",
    "foundry-hosting:priceVcpuHour, '0,04'",
    "foundry-hosting:priceGbHour, free",
    "discord:clientId, my-bot",
    "discord:publicKey, abc",
    // 64 digits, but no point of the curve.
    "discord:publicKey, 2123456789abcdef2123456789abcdef2123456789abcdef2123456789abcdef",
    "foundry-hosting:dollarRate, 0.0",
    "foundry-hosting:dollarRate, '0,92'",
    "discord:guildId, my server",
    "discord:categoryId, games",
    "discord:adminRoles, admins"
  })
  void aMalformedKeyIsNamedAndItsValueIsNot(String key, String value) {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.put(key, value);

    assertThat(sentences(configuration))
        .singleElement()
        .asString()
        .startsWith("The configuration key " + key + " is malformed; it must hold ")
        .doesNotContain("hold " + value);
  }

  @Test
  void moreCreditsThanAnEnvironmentHoldsAreRefused() {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.put(
        "foundry-hosting:supporterCredits",
        IntStream.range(0, 200)
            .mapToObj(role -> "45678901234567" + (10_000 + role) + "=5.00")
            .collect(Collectors.joining(",")));

    assertThat(sentences(configuration))
        .singleElement()
        .asString()
        .startsWith("The configuration key foundry-hosting:supporterCredits is malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "foundry-hosting:registryUsername, foundry-hosting:registryUsername ...",
    "foundry-hosting:registryAccessToken, --secret foundry-hosting:registryAccessToken ..."
  })
  void halfALoginOfTheImagesRegistryIsNone(String key, String command) {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.remove(key);

    assertThat(sentences(configuration))
        .singleElement()
        .asString()
        .startsWith("The configuration key " + key + " is missing")
        .endsWith("pulumi config set " + command);
  }

  @Test
  void aSecretIsNeverPartOfASentence() {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.put("discord:clientId", "my-bot");
    configuration.remove("foundry-hosting:domainName");

    assertThat(sentences(configuration))
        .hasSize(2)
        .noneMatch(sentence -> sentence.contains(Declarations.DISCORD_TOKEN));
  }

  @Test
  void aStackNamedDevIsForDevelopmentUnlessItSaysOtherwise() {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.put("foundry-hosting:development", "false");

    assertThat(Declarations.of(configuration, "dev").ofType("aws:dynamodb/table:Table"))
        .allMatch(Declared::isProtected);
  }
}
