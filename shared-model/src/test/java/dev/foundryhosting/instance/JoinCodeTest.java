/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinCodeTest {
  private static final JoinCode CODE = new JoinCode("k7mp3xqd10tw");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k7mp3xqd10tw",
        "K7MP-3XQD-10TW",
        " k7mp 3xqd 10tw ",
        "k7mp-3xqd-iOtw",
        "k7mp3xqdL0tw"
      })
  void aCodeIsReadAsPeopleTypeIt(String typed) {
    assertThat(JoinCode.parse(typed)).contains(CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k7mp-3xqd", "k7mp-3xqd-10tw-k", "k7mp-3xqd-10t!", "k7mp-3xqd-10tu"})
  void whatIsNoCodeIsNone(String typed) {
    assertThat(JoinCode.parse(typed)).isEmpty();
  }

  @Test
  void aCodeIsShownInGroupsAndNowhereElse() {
    assertThat(CODE.grouped()).isEqualTo("k7mp-3xqd-10tw");
    assertThat(CODE).hasToString("JoinCode");
  }

  @Test
  void aHashIsOfOneCode() {
    assertThat(CODE.hash().isOf(CODE)).isTrue();
    assertThat(CODE.hash().isOf(new JoinCode("k7mp3xqd10tx"))).isFalse();
    assertThat(CODE.hash().value()).hasSize(64).doesNotContain(CODE.value());
  }

  @Test
  void eachByteMakesOneOf32Characters() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    StringBuilder all = new StringBuilder();
    for (int from = 0; from + 12 <= 256; from += 12) {
      int first = from;
      all.append(JoinCode.draw(count -> Arrays.copyOfRange(bytes, first, first + count)).value());
    }

    assertThat(all.chars().distinct().count()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:DB8:1:2:aaaa:bbbb:cccc:dddd, 2001:db8:1:2::/64",
    "2001:0db8::7, 2001:db8:0:0::/64",
    "::1, 0:0:0:0::/64"
  })
  void aSubscriberIsOneNetwork(String address, String network) {
    assertThat(new ClientAddress(address).network()).isEqualTo(network);
  }
}
