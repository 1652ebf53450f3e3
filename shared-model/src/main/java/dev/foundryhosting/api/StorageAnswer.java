/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What a user's files take.
 *
 * @param filesBytes in the server's folder
 * @param savedBytes of all save points together
 * @param measuredAt absent before the first measurement
 * @param limitGb how much both may take together; absent without a limit
 */
public record StorageAnswer(
    long filesBytes, long savedBytes, Optional<Instant> measuredAt, Optional<Integer> limitGb) {}
