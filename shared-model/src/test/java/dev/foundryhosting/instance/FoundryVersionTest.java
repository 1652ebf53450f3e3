/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FoundryVersionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"11", "12", "13", "14", "release", "latest", "11.315", "13.346", "13.346.0"})
  void theImagesTagsAreVersions(String text) {
    assertThat(new FoundryVersion(text)).hasToString(text);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "10",
        "9",
        "9.280",
        "20",
        "v13",
        "V13",
        "13.",
        "13.x",
        "13.1.2.3",
        ".13",
        "13..1",
        "13.12345",
        "13\n",
        "\n13",
        " 13",
        "../13",
        "13/..",
        "13:latest",
        "13@sha256",
        "Release",
        "LATEST",
        "releases",
        "latest ",
        "13-beta",
        "١٣",
        "1３"
      })
  void anythingElseIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void aTextOf64KilobytesIsRefusedAtOnce() {
    assertRefused("1".repeat(64 * 1024));
    assertRefused("13." + "0".repeat(64 * 1024));
  }

  @ParameterizedTest
  @CsvSource({
    "11, 11, true",
    "12, 12, true",
    "12.343, 12, true",
    "13, 13, false",
    "13.346.0, 13, false",
    "14, 14, false"
  })
  void imagesUpToGenerationTwelveStartAsRoot(String text, int generation, boolean root) {
    assertThat(new FoundryVersion(text).generation()).isEqualTo(OptionalInt.of(generation));
    assertThat(new FoundryVersion(text).startsAsRoot()).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "latest"})
  void aTagThatMovesIsACurrentOne(String text) {
    assertThat(new FoundryVersion(text).generation()).isEmpty();
    assertThat(new FoundryVersion(text).startsAsRoot()).isFalse();
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> new FoundryVersion(text))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains("foundryVersion");
              assertThat(e.getMessage()).hasSizeLessThan(200);
            });
  }
}
