/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: how people take worlds home and bring them in, by links that need no further proof of who
 * uses them. Fails loudly.
 */
public interface FileExchange {
  /** How long a link to an export can be used. */
  Duration LINK_LASTS = Duration.ofMinutes(15);

  /** How long an upload may take. */
  Duration UPLOAD_LASTS = Duration.ofHours(4);

  /** The largest upload in bytes. */
  long LARGEST_UPLOAD = 16L << 30;

  /**
   * Begins an upload. What is not completed goes by itself.
   *
   * @param bytes of the file
   * @throws dev.foundryhosting.error.PlatformException {@code VALIDATION_ERROR} when it is empty or
   *     too large; {@code DEPENDENCY_FAILED}
   */
  Upload begin(UserId user, long bytes);

  /**
   * Puts the parts of an upload together. May be repeated. An upload that is not there is no error:
   * the job that works on it says so.
   *
   * @param etags what the answer to each part named so, in the order of the parts
   * @throws dev.foundryhosting.error.PlatformException {@code VALIDATION_ERROR} when they are not
   *     those of all parts; {@code DEPENDENCY_FAILED}
   */
  void complete(UserId user, ImportId upload, List<String> etags);

  /**
   * A link to the archive of a world.
   *
   * @param job the id of the job that packed it
   * @return empty when it is not packed yet, or expired
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  Optional<Download> export(UserId user, String job, WorldName world);

  /**
   * An upload that was begun.
   *
   * @param partBytes how much of the file each part has; the last one has the rest
   * @param parts where each part is put, by HTTP PUT
   */
  record Upload(ImportId id, long partBytes, List<URI> parts, Instant completeBy) {
    public Upload {
      parts = List.copyOf(parts);
    }
  }

  /** An archive that can be fetched, by HTTP GET, under its world's name. */
  record Download(URI url, Instant expiresAt, long bytes) {}
}
