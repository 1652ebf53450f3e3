/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bot's texts in one language. It reads the bundles by their names and not by the JDK's look-up
 * of locales, so a native image needs nothing but the two files.
 */
public final class Texts {
  private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Texts(language, bundle(language)));
    }
  }

  private final Language language;
  private final ResourceBundle bundle;

  private Texts(Language language, ResourceBundle bundle) {
    this.language = language;
    this.bundle = bundle;
  }

  public static Texts in(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  public Language language() {
    return language;
  }

  /**
   * A text.
   *
   * @param arguments stand for {@code {0}}, {@code {1}} and so on
   * @throws java.util.MissingResourceException when there is no such text
   */
  public String get(String key, Object... arguments) {
    String text = bundle.getString(key);
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", arguments[i].toString());
    }
    return text;
  }

  /** A text, or another when there is none. */
  public String getOr(String key, String other) {
    return bundle.containsKey(key) ? bundle.getString(key) : other;
  }

  /** The word for a state; the state itself when a newer platform has more of them. */
  public String word(String prefix, String state) {
    return getOr(prefix + state, Markdown.escape(state));
  }

  /** The sentence of a failure. */
  public String error(ErrorCode code) {
    return get("error." + code);
  }

  /** The sentence of a failure, and its details below, one for each field that is wrong. */
  public Message failure(PlatformException e) {
    if (e.code() == ErrorCode.INTERNAL_ERROR || e.getMessage() == null) {
      return Message.text(error(e.code()));
    }
    return e.fields().isEmpty()
        ? failure(e.code(), Stream.of(e.getMessage()))
        : failure(
            ErrorCode.VALIDATION_ERROR, e.fields().stream().map(FieldError::message).distinct());
  }

  private Message failure(ErrorCode code, Stream<String> details) {
    return Message.text(
        details
            .map(detail -> "\n-# " + Markdown.escape(detail))
            .collect(Collectors.joining("", error(code), "")));
  }

  private static ResourceBundle bundle(Language language) {
    String name = "texts_" + language.code() + ".properties";
    try (var in = Texts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return new PropertyResourceBundle(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
