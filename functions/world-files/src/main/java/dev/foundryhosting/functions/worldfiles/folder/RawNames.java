/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files as their bytes, one character for each: a name in a user's folder need not be
 * text. Raw names keep what a {@link Path} prints as a replacement character.
 */
public final class RawNames {
  private static final String UNRESERVED = "-._~";

  private RawNames() {}

  /** The raw name of the last part of a path. */
  public static String of(Path path) {
    String text = path.getFileName().toString();
    return text.chars().allMatch(RawNames::plain) ? text : decoded(encodedName(path));
  }

  /** The path of one part whose raw name this is. */
  public static Path path(String raw) {
    if (raw.chars().allMatch(RawNames::plain)) {
      return Path.of(raw);
    }
    return Path.of(URI.create("file:///" + encoded(raw))).getFileName();
  }

  /** The name with all but letters, digits and {@code -._~} percent-encoded, for keys and JSON. */
  public static String encoded(String raw) {
    StringBuilder encoded = new StringBuilder(raw.length());
    for (byte each : raw.getBytes(ISO_8859_1)) {
      char character = (char) (each & 0xff);
      if (unreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /** The raw name that was {@linkplain #encoded encoded}. */
  public static String decoded(String encoded) {
    StringBuilder raw = new StringBuilder(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      char character = encoded.charAt(at);
      if (character == '%') {
        raw.append((char) HexFormat.fromHexDigits(encoded, at + 1, at + 3));
        at += 2;
      } else {
        raw.append(character);
      }
    }
    return raw.toString();
  }

  /** The name in a URI: there alone the JDK shows the bytes of a name. */
  private static String encodedName(Path path) {
    String uri = path.getFileName().toUri().getRawPath();
    String name = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static boolean plain(int character) {
    return character > ' ' && character < 0x7f;
  }

  private static boolean unreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || UNRESERVED.indexOf(character) >= 0;
  }
}
