/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Main code speaks the field's words (docs/glossary.md), in every module. */
class VocabularyTest {
  /** Words that this code base once made up for itself, as parts of identifiers. */
  private static final Set<String> PRIVATE_WORDS =
      Set.of(
          "agenda",
          "burial",
          "buried",
          "bury",
          "chronicle",
          "comeback",
          "deed",
          "deeds",
          "diary",
          "fate",
          "gift",
          "glance",
          "journal",
          "leftovers",
          "mishap",
          "mortality",
          "nobody",
          "patience",
          "pulse",
          "somebody",
          "stray",
          "strays",
          "suspect",
          "suspects",
          "survey",
          "teller",
          "told",
          "untold",
          "upkeep",
          "verdict",
          "whoever",
          "wish");

  /** Signs of a sentence that hides who acts. */
  private static final Pattern VAGUE =
      Pattern.compile("\\b(nobody|whoever|whomever|told|untold)\\b");

  /** A comment, a text or a character, in this order of alternatives; the rest is code. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "(/\\*.*?\\*/|//[^\\n]*)|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'",
          Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  @Test
  void noIdentifierHasAWordOfOurOwn() {
    List<String> found =
        sources()
            .flatMap(
                source ->
                    WORD.matcher(NO_CODE.matcher(read(source)).replaceAll(" "))
                        .results()
                        .map(MatchResult::group)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .filter(PRIVATE_WORDS::contains)
                        .map(word -> word + " in " + source))
            .distinct()
            .toList();

    assertThat(found).isEmpty();
  }

  @Test
  void noCommentHidesWhoActs() {
    List<String> found =
        sources()
            .flatMap(
                source ->
                    NO_CODE
                        .matcher(read(source))
                        .results()
                        .map(MatchResult::group)
                        .filter(text -> text.startsWith("/"))
                        .flatMap(comment -> VAGUE.matcher(lower(comment)).results())
                        .map(word -> word.group() + " in " + source))
            .toList();

    assertThat(found).isEmpty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Stream<Path> sources() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(root::relativize)
              .filter(file -> file.toString().contains("src/main/java"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(300);
      return sources.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(root().resolve(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests run in their module's folder. */
  private static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
