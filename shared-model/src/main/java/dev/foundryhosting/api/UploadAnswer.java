/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.files.ImportId;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Where a world from elsewhere is to be put, in parts, each by HTTP PUT.
 *
 * @param partBytes of each part but the last
 * @param completeBy when all parts must be there, and {@code import-world} asked for
 */
public record UploadAnswer(
    ImportId importId, long partBytes, List<Part> parts, Instant completeBy) {
  /** A part of the file, counted from 1. */
  public record Part(int number, URI url) {}
}
