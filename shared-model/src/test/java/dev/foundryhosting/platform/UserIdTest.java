/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
  static Stream<String> tooLong() {
    return Stream.of("a".repeat(65), "1".repeat(64 * 1024));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100000000000000001", "a", "A-b_c", "-", "_", "0"})
  void lettersDigitsDashesAndUnderscoresMakeAnId(String text) {
    assertThat(new UserId(text)).hasToString(text);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {" ", "a b", "a\n", "\na", "a/b", "../a", "a.b", "ä", "a#b", "а", "a\u0000"})
  void anythingElseIsRefusedUnderTheFieldsName(String text) {
    assertRefused(text);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("tooLong")
  void idsEndAtSixtyFourCharacters(String text) {
    assertThat(new UserId(text.substring(0, 64)).value()).hasSize(64);
    assertRefused(text);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> new UserId(text))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains("userId");
              assertThat(e.retryable()).isFalse();
              assertThat(e.getMessage()).startsWith("userId must be");
            });
  }
}
