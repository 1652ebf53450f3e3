/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.util.Optional;

/**
 * What is brought back.
 *
 * @param from which save point
 * @param world the one world that is brought back; everything when empty
 */
public record Restoration(SavePointId from, Optional<WorldName> world) {}
