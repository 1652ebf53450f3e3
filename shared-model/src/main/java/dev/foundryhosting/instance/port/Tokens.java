/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.util.HexFormat;

/** Ids that cannot be guessed and never repeat. */
public final class Tokens {
  private Tokens() {}

  /** 128 bits in 32 hexadecimal digits: the size of an admin key and of an ECS client token. */
  public static String draw(RandomSource random) {
    return HexFormat.of().formatHex(random.bytes(16));
  }
}
