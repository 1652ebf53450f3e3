/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A save point of a user's files, as people see it. What it consists of stands in the archive.
 *
 * @param order why and for whom it is taken
 * @param createdAt when it was begun
 * @param status how far it is
 * @param bytes of all that it names, as it is packed
 * @param newBytes of what no earlier save point had
 * @param worlds the folders of the worlds in it, as text
 * @param failure why there is none, a sentence
 */
public record SavePoint(
    SavePointOrder order,
    Instant createdAt,
    Status status,
    long bytes,
    long newBytes,
    List<String> worlds,
    Optional<String> failure) {
  public SavePoint {
    worlds = List.copyOf(worlds);
    if ((status == Status.FAILED) != failure.isPresent()) {
      throw new IllegalArgumentException("a save point has a failure when it failed");
    }
  }

  /** How far a save point is. */
  public enum Status {
    RUNNING,
    DONE,
    FAILED
  }

  /** One that is begun now. */
  public static SavePoint begun(SavePointOrder order, Instant now) {
    return new SavePoint(order, now, Status.RUNNING, 0, 0, List.of(), Optional.empty());
  }

  public SavePointId id() {
    return order.id();
  }

  public boolean done() {
    return status == Status.DONE;
  }

  /** The same one when all of it is kept. */
  public SavePoint done(long allBytes, long addedBytes, List<String> keptWorlds) {
    return new SavePoint(
        order, createdAt, Status.DONE, allBytes, addedBytes, keptWorlds, Optional.empty());
  }

  public SavePoint failed(String why) {
    return new SavePoint(order, createdAt, Status.FAILED, 0, 0, List.of(), Optional.of(why));
  }
}
