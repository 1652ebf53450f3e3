/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"curse-of-strahd", "O'Hara's \"keep\"", "a b", "Schloß", "世界", "a.b", "-n", "\\"})
  void aFolderOfAWorldIsOneSegmentOfAPath(String name) {
    assertThat(new WorldName(name).value()).isEqualTo(name);
    assertThat(WorldName.reported(name)).contains(new WorldName(name));
  }

  static Stream<String> noFolders() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        ".hidden",
        "a/b",
        "/",
        "../../Config",
        "a\u0000b",
        "a\nb",
        "a\u007f",
        "a\u0085",
        "a\ud800",
        "x".repeat(256),
        "ß".repeat(128));
  }

  @ParameterizedTest
  @MethodSource("noFolders")
  void whatIsNoFolderOfAWorldIsRefusedAndNotTakenFromAServer(String name) {
    assertThatThrownBy(() -> new WorldName(name))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains("world");
            });
    assertThat(WorldName.reported(name)).isEmpty();
  }

  @Test
  void aNameMayTake255Bytes() {
    assertThat(new WorldName("ß".repeat(127) + "x").value()).hasSize(128);
  }
}
