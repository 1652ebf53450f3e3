/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The worlds of a server, as they were when its files were measured last. */
public record WorldListAnswer(List<Entry> worlds) {
  /**
   * A world.
   *
   * @param world its folder
   * @param system the id of its game system
   * @param generation of Foundry that wrote it last
   */
  public record Entry(
      String world,
      String title,
      Optional<String> system,
      Optional<Integer> generation,
      long bytes,
      Optional<Instant> lastPlayedAt) {}
}
