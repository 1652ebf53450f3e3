/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.Labelled;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A world to take home.
 *
 * @param status only while it is packed: {@code requested}
 * @param url where it can be fetched
 * @param bytes of the archive
 */
public record ExportAnswer(
    Optional<Label<Status>> status,
    Optional<URI> url,
    Optional<Instant> expiresAt,
    Optional<Long> bytes) {
  /** How far it is. */
  public enum Status implements Labelled {
    REQUESTED
  }
}
