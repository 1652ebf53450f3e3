/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A save point in its user's list, and how far it is. */
public record SavePointEntry(SavePoint savePoint, State state) {
  /** How far a save point is, as people see it. */
  public enum State implements Labelled {
    REQUESTED,
    RUNNING,
    DONE,
    FAILED,
    /** Other work took its place. */
    CANCELLED
  }

  /**
   * All save points of a user, newest first.
   *
   * @param open the work of which something is left to do
   */
  public static List<SavePointEntry> all(FileInventory known, Optional<FileJob> open) {
    Optional<SavePoint> asked = open.flatMap(FileJob::savePoint);
    boolean waits = open.filter(FileJob::waiting).isPresent();
    List<SavePointEntry> entries = new ArrayList<>();
    asked
        .filter(savePoint -> known.savePoint(savePoint.id()).isEmpty())
        .ifPresent(savePoint -> entries.add(new SavePointEntry(savePoint, State.REQUESTED)));
    for (SavePoint each : known.savePoints()) {
      boolean isTaken = asked.filter(savePoint -> savePoint.id().equals(each.id())).isPresent();
      entries.add(new SavePointEntry(each, state(each, isTaken, waits)));
    }
    return List.copyOf(entries);
  }

  private static State state(SavePoint savePoint, boolean isTaken, boolean waits) {
    return switch (savePoint.status()) {
      case DONE -> State.DONE;
      case FAILED -> State.FAILED;
      case RUNNING -> {
        if (!isTaken) {
          yield State.CANCELLED;
        }
        yield waits ? State.REQUESTED : State.RUNNING;
      }
    };
  }
}
