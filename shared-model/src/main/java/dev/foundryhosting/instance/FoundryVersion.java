/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.release.Build;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Foundry VTT as the image's tags name it: a generation ({@code 13}), a release
 * ({@code 13.346}, {@code 13.346.0}), or {@code release} and {@code latest}.
 */
public record FoundryVersion(String value) {
  private static final Pattern NUMBERED =
      Pattern.compile("(1[1-9])(?:\\.([0-9]{1,4})(?:\\.[0-9]{1,4})?)?");
  private static final Pattern MOVING = Pattern.compile("release|latest");

  /** The last generation whose image starts as root and runs as uid 421. */
  private static final int LAST_ROOT_GENERATION = 12;

  public FoundryVersion {
    if (value == null || !(NUMBERED.matcher(value).matches() || MOVING.matcher(value).matches())) {
      throw PlatformException.invalid(
          "foundryVersion",
          "must be a generation such as 13, a release such as 13.346, 'release' or 'latest'");
    }
  }

  /** The generation; empty for a tag that moves, which is always a current one. */
  public OptionalInt generation() {
    Matcher numbered = NUMBERED.matcher(value);
    return numbered.matches()
        ? OptionalInt.of(Integer.parseInt(numbered.group(1)))
        : OptionalInt.empty();
  }

  /** The build that it names; empty for a tag that moves from build to build. */
  public Optional<Build> build() {
    Matcher numbered = NUMBERED.matcher(value);
    return numbered.matches()
        ? Optional.ofNullable(numbered.group(2))
            .map(number -> new Build(generation().orElseThrow(), Integer.parseInt(number)))
        : Optional.empty();
  }

  /** Whether a build is one that it stands for. */
  public boolean admits(Build other) {
    return build()
        .map(other::equals)
        .orElse(generation().orElse(other.generation()) == other.generation());
  }

  /** Whether the image starts as root and changes owners, as it did up to version 12. */
  public boolean startsAsRoot() {
    return generation().orElse(Integer.MAX_VALUE) <= LAST_ROOT_GENERATION;
  }

  @Override
  public String toString() {
    return value;
  }
}
