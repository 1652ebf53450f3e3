/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.files.SavePointEntry;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A save point of a server's files.
 *
 * @param reason why it was taken
 * @param note what its user wrote to it
 * @param foundryVersion whose files they are
 * @param bytes of all that it holds, packed
 * @param newBytes of what no earlier save point had
 * @param worlds the folders of its worlds
 * @param reasonFailed why there is none
 */
public record SavePointAnswer(
    SavePointId savePointId,
    Instant createdAt,
    Label<SavePointOrder.Reason> reason,
    Optional<String> note,
    String foundryVersion,
    long bytes,
    long newBytes,
    List<String> worlds,
    Label<SavePointEntry.State> status,
    Optional<String> reasonFailed) {}
