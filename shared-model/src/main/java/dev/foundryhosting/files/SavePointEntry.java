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
    List<SavePointEntry> entries = new ArrayList<>();
    requested(open)
        .filter(savePoint -> known.savePoint(savePoint.id()).isEmpty())
        .ifPresent(savePoint -> entries.add(new SavePointEntry(savePoint, State.REQUESTED)));
    known.savePoints().forEach(each -> entries.add(new SavePointEntry(each, state(each, open))));
    return List.copyOf(entries);
  }

  private static Optional<SavePoint> requested(Optional<FileJob> open) {
    return open.flatMap(
        job -> job.work().savePoint().map(order -> SavePoint.begun(order, job.requestedAt())));
  }

  private static State state(SavePoint savePoint, Optional<FileJob> open) {
    return switch (savePoint.status()) {
      case DONE -> State.DONE;
      case FAILED -> State.FAILED;
      case RUNNING ->
          requested(open).filter(taken -> taken.id().equals(savePoint.id())).isEmpty()
              ? State.CANCELLED
              : open.filter(FileJob::waiting).isPresent() ? State.REQUESTED : State.RUNNING;
    };
  }
}
