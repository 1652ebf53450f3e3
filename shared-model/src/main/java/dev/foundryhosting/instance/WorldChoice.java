/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.files.WorldName;
import java.util.Optional;

/**
 * Which world a start opens.
 *
 * @param chosen by the user
 * @param lastOpen the one that the server named last
 */
public record WorldChoice(Optional<WorldName> chosen, Optional<WorldName> lastOpen) {
  public static WorldChoice none() {
    return new WorldChoice(Optional.empty(), Optional.empty());
  }

  /** Empty: the server shows its setup. */
  public Optional<WorldName> next() {
    return chosen.or(() -> lastOpen);
  }

  public WorldChoice choosing(Optional<WorldName> other) {
    return new WorldChoice(other, lastOpen);
  }

  public WorldChoice opened(WorldName open) {
    return new WorldChoice(chosen, Optional.of(open));
  }
}
