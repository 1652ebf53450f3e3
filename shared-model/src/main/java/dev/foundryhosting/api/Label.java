/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.Labelled;
import java.util.Arrays;
import java.util.Optional;

/**
 * A state or kind in an answer. A newer platform may know more of them than its caller: the text is
 * kept, the constant is empty then.
 */
public record Label<E extends Enum<E> & Labelled>(String text, Optional<E> known) {
  public static <E extends Enum<E> & Labelled> Label<E> of(E constant) {
    return new Label<>(constant.label(), Optional.of(constant));
  }

  /** The label with a text, whether it is known or not. */
  public static <E extends Enum<E> & Labelled> Label<E> read(Class<E> type, String text) {
    return new Label<>(
        text,
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.label().equals(text))
            .findFirst());
  }

  public boolean is(E constant) {
    return text.equals(constant.label());
  }

  @Override
  public String toString() {
    return text;
  }
}
