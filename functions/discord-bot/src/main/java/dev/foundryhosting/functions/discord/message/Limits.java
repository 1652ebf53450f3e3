/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

/** Discord's limits of texts ("Embed Limits", "Component Reference"). */
final class Limits {
  static final int CONTENT = 2000;
  static final int EMBED_TITLE = 256;
  static final int EMBED_DESCRIPTION = 4000;

  /** Of all texts in an embed together. */
  static final int EMBED = 6000;

  static final int FIELD_NAME = 256;
  static final int FIELD_VALUE = 1024;
  static final int BUTTON_LABEL = 80;
  static final int OPTION = 100;
  static final int OPTIONS = 25;
  static final int PLACEHOLDER = 100;
  static final int MODAL_TITLE = 45;
  static final int INPUT_LABEL = 45;

  private static final String ELLIPSIS = "…";

  private Limits() {}

  /** Cuts a text that is too long, but never within a surrogate pair. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - ELLIPSIS.length();
    if (end < 1) {
      return "";
    }
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
