package dev.foundryhosting.functions.discord.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomIdTest {
  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadAgain(Verb verb) {
    CustomId id = new CustomId(verb, Collections.nCopies(verb.arguments(), "America/New_York"));

    assertThat(CustomId.parse(id.toString())).contains(id);
  }

  @Test
  void theLongestOfOursFits() {
    assertThat(
            CustomId.of(Verb.PLAN, "99999999999999999999", "America/Argentina/ComodRivadavia")
                .toString())
        .hasSizeLessThanOrEqualTo(CustomId.MAX_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "start",
        "start:",
        "start:1:2",
        "START:1",
        "start:a b",
        "start:<@1>",
        "unknown:1"
      })
  void whatIsNoneOfOursIsNotRead(String text) {
    assertThat(CustomId.parse(text)).isEmpty();
  }

  @Test
  void oneThatCouldNotBeReadAgainCannotBeMade() {
    assertThatThrownBy(() -> CustomId.of(Verb.START, "a:b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CustomId.of(Verb.START)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CustomId.of(Verb.PLAN, "1".repeat(60), "2".repeat(60)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
