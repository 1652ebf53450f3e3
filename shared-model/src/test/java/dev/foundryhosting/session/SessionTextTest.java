/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aTitleIsNotBlank(String title) {
    assertInvalid(title, Optional.empty(), "title");
  }

  @Test
  void aTitleHasAtMostAHundredCharacters() {
    assertThat(subject("x".repeat(100), Optional.empty()).title()).hasSize(100);
    assertInvalid("x".repeat(101), Optional.empty(), "title");
  }

  @Test
  void aDescriptionHasAtMostAThousandCharacters() {
    assertThat(subject("Dragons", Optional.of("x".repeat(1000))).description()).isPresent();
    assertInvalid("Dragons", Optional.of("x".repeat(1001)), "description");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069})
  void nothingTurnsTheDirectionOfTheTextAroundIt(int control) {
    String turned = Character.toString(control) + "Dragons";

    SessionText text = subject(turned, Optional.of(turned));

    assertThat(text.title()).isEqualTo("Dragons");
    assertThat(text.description()).contains("Dragons");
    assertInvalid(Character.toString(control), Optional.empty(), "title");
  }

  @ParameterizedTest
  @EnumSource
  void aStatusIsShownInLowerCaseAndOpenUntilItIsOver(SessionStatus status) {
    assertThat(status.label()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
    assertThat(status.open()).isEqualTo(status.compareTo(SessionStatus.COMPLETED) < 0);
  }

  private static SessionText subject(String title, Optional<String> description) {
    return new SessionText(title, description, Optional.of(ZoneId.of("Europe/Berlin")));
  }

  private static void assertInvalid(String title, Optional<String> description, String field) {
    assertThatThrownBy(() -> subject(title, description))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.getMessage()).contains(field);
            });
  }
}
