/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import dev.foundryhosting.files.WorldName;
import java.util.OptionalInt;

/**
 * A world in an archive that was checked.
 *
 * @param name its folder, as its {@code world.json} demands it
 * @param root the path of its folder in the archive, with a {@code /} at its end; empty for the top
 * @param generation of Foundry that wrote it last
 * @param bytes of all its files
 */
public record CheckedWorld(WorldName name, String root, OptionalInt generation, long bytes) {
  boolean holds(String path) {
    return path.startsWith(root) && path.length() > root.length();
  }
}
