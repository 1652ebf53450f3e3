/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomIdTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsWrittenIsReadAgain(int arguments) {
    CustomId id = new CustomId("admin-ask", Collections.nCopies(arguments, "America/New_York"));

    assertThat(CustomId.parse(id.toString())).contains(id);
  }

  @Test
  void theLongestThatTheBotWritesFits() {
    assertThat(
            new CustomId(
                    "plan", List.of("99999999999999999999", "America/Argentina/ComodRivadavia"))
                .toString())
        .hasSizeLessThanOrEqualTo(CustomId.MAX_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "start:", "START:1", "start:a b", "start:<@1>", "foundry dashboard"})
  void aTextThatTheBotCannotHaveWrittenIsNotRead(String text) {
    assertThat(CustomId.parse(text)).isEmpty();
  }

  @Test
  void anIdThatCouldNotBeReadAgainCannotBeMade() {
    assertThatThrownBy(() -> new CustomId("start", List.of("a:b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CustomId("plan", List.of("1".repeat(60), "2".repeat(60))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
