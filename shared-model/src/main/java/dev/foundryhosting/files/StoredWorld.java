/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A world in a user's folder, as its {@code world.json} describes it. Nothing in it is trusted.
 *
 * @param world its folder, as text
 * @param title what people call it
 * @param system the id of its game system
 * @param generation of Foundry that wrote it last
 * @param bytes of all its files
 * @param lastPlayedAt as Foundry noted it
 */
public record StoredWorld(
    String world,
    String title,
    Optional<String> system,
    OptionalInt generation,
    long bytes,
    Optional<Instant> lastPlayedAt) {}
