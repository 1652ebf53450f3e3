/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Pattern USED =
      Pattern.compile("\\.(?:get|say)\\(\\s*\"([a-zA-Z][a-zA-Z0-9.-]+)\"");
  private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");

  @ParameterizedTest
  @EnumSource
  void everyErrorHasItsSentenceInBothLanguages(ErrorCode code) {
    for (Language language : Language.values()) {
      assertThat(Texts.in(language).error(code)).matches("[A-ZÄÖÜ].*\\.");
    }
    assertThat(Texts.in(Language.GERMAN).error(code))
        .isNotEqualTo(Texts.in(Language.ENGLISH).error(code));
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSameArguments() throws IOException {
    Properties english = bundle("en");
    Properties german = bundle("de");

    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(arguments(german.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(english.getProperty(key)));
      assertThat(german.getProperty(key)).as(key).isNotBlank();
    }
  }

  @Test
  void everyTextThatTheCodeNamesExists() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = USED.matcher(Files.readString(file));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    // Notes of the bot's store and a few fields of Discord's JSON are read in the same way.
    used.removeAll(
        Set.of("user", "title", "start", "zone", "duration", "action", "target", "reason", "by"));
    used.removeAll(Set.of("data", "message", "values", "work"));

    assertThat(used).hasSizeGreaterThan(80);
    assertThat(bundle("en").stringPropertyNames())
        .containsAll(used.stream().filter(k -> !k.endsWith(".")).toList());
  }

  @Test
  void everyCommandIsDescribedInBothLanguagesAsDiscordDemands() {
    CommandCatalogue.json().findValues("description").forEach(TextsTest::assertFits);
    CommandCatalogue.json().findValues("de").forEach(TextsTest::assertFits);
    assertThat(CommandCatalogue.json().findValuesAsText("name"))
        .allMatch(name -> name.matches("[a-z-]{1,32}"));
  }

  private static void assertFits(JsonNode description) {
    assertThat(description.asText()).hasSizeBetween(1, 100);
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  private static Properties bundle(String language) throws IOException {
    Properties properties = new Properties();
    try (var in =
        new InputStreamReader(
            Texts.class.getResourceAsStream("texts_" + language + ".properties"),
            StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return properties;
  }
}
