/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import dev.foundryhosting.error.PlatformException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exact build of Foundry VTT, such as {@code 13.346}: its archives are named by it. */
public record Build(int generation, int number) implements Comparable<Build> {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9])\\.([0-9]{1,4})");
  private static final Comparator<Build> ORDER =
      Comparator.comparingInt(Build::generation).thenComparingInt(Build::number);

  /** A build by its text; empty for a text that names none. */
  public static Optional<Build> find(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Build(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /**
   * A build by its text.
   *
   * @throws PlatformException {@code VALIDATION_ERROR} for a text that names none
   */
  public static Build of(String text) {
    return find(text)
        .orElseThrow(
            () ->
                PlatformException.invalid("foundryVersion", "must be a build such as 13.346 here"));
  }

  @Override
  public int compareTo(Build other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return generation + "." + number;
  }
}
