/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.error.PlatformException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form as {@code application/x-www-form-urlencoded} (WHATWG's URL standard), read strictly: an
 * ambiguous form is refused.
 */
final class KofiForm {
  /** Ko-fi's messages have a few hundred bytes. */
  static final int MAX_BYTES = 64 * 1024;

  private static final Pattern CONTENT_TYPE =
      Pattern.compile(
          "application/x-www-form-urlencoded(\\s*;\\s*charset=\"?utf-8\"?)?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final String NAME = "body";

  private final Map<String, String> fields;

  private KofiForm(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Whether a body of this content type is such a form. */
  static boolean hasType(String contentType) {
    return CONTENT_TYPE.matcher(contentType).matches();
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR} for a repeated field, a malformed escape, or
   *     bytes that are not UTF-8
   */
  static KofiForm parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String field : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw PlatformException.invalid(NAME, "must be a form of name=value");
      }
      String name = decode(field.substring(0, equals));
      if (fields.put(name, decode(field.substring(equals + 1))) != null) {
        throw PlatformException.invalid(NAME, "must hold no field twice");
      }
    }
    return new KofiForm(fields);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(escaped(text, i));
        i += 2;
      } else {
        int next = c == '+' ? ' ' : c;
        if (next > 0x7e || next < 0x20) {
          throw PlatformException.invalid(NAME, "must be percent-encoded");
        }
        bytes.write(next);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw PlatformException.invalid(NAME, "must be UTF-8");
    }
  }

  private static int escaped(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw PlatformException.invalid(NAME, "must be percent-encoded");
    }
    return high * 16 + low;
  }
}
