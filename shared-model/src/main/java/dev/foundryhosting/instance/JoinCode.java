/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The code by which players wake a server: 60 bits in 12 characters of Crockford's Base32, without
 * letters that look like digits. A secret that the players of one table share.
 */
public record JoinCode(String value) {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;
  private static final int GROUP = 4;
  private static final Pattern SHAPE = Pattern.compile("[%s]{%d}".formatted(ALPHABET, LENGTH));

  public JoinCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a join code has 12 characters of Base32");
    }
  }

  /**
   * A new code.
   *
   * @param random gives as many bytes as it is asked for
   */
  public static JoinCode draw(IntFunction<byte[]> random) {
    StringBuilder code = new StringBuilder(LENGTH);
    for (byte each : random.apply(LENGTH)) {
      code.append(ALPHABET.charAt(each & 31));
    }
    return new JoinCode(code.toString());
  }

  /** The code that a person typed, in any case and grouping; empty for what is none. */
  public static Optional<JoinCode> parse(String typed) {
    String plain =
        typed
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('o', '0')
            .replace('i', '1')
            .replace('l', '1');
    return Optional.of(plain).filter(SHAPE.asMatchPredicate()).map(JoinCode::new);
  }

  /** As people read it: three groups of four. */
  public String grouped() {
    return value.replaceAll("(.{%d})(?=.)".formatted(GROUP), "$1-");
  }

  public Hash hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new Hash(HexFormat.of().formatHex(digest.digest(value.getBytes(US_ASCII))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "JoinCode";
  }

  /**
   * What a record holds of a code.
   *
   * @param value SHA-256 in 64 hexadecimal digits
   */
  public record Hash(String value) {
    /** Takes the same time whatever the code is. */
    public boolean isOf(JoinCode code) {
      return MessageDigest.isEqual(
          value.getBytes(US_ASCII), code.hash().value().getBytes(US_ASCII));
    }
  }
}
