/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a user's files without looking at them: save points, worlds and sizes. It
 * decides which save points there are; what it does not name is removed from the archive.
 *
 * @param savePoints newest first
 * @param revision counts the writes; 0 was never written
 */
public record FileInventory(
    List<SavePoint> savePoints,
    List<StoredWorld> worlds,
    Optional<StorageUse> storage,
    long revision) {
  /** How many save points are kept that the platform took by itself. */
  public static final int AUTOMATIC_KEPT = 10;

  /** How many save points are kept that the user asked for. */
  public static final int BY_HAND_KEPT = 20;

  private static final Comparator<SavePoint> NEWEST_FIRST =
      Comparator.comparing(SavePoint::createdAt)
          .thenComparing(each -> each.id().value())
          .reversed();

  public FileInventory {
    savePoints = savePoints.stream().sorted(NEWEST_FIRST).toList();
    worlds = List.copyOf(worlds);
  }

  /** Of a user of whom nothing is known. */
  public static FileInventory empty() {
    return new FileInventory(List.of(), List.of(), Optional.empty(), 0);
  }

  public Optional<SavePoint> savePoint(SavePointId id) {
    return savePoints.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** With a save point, in the place of what was known of it. */
  public FileInventory with(SavePoint savePoint) {
    List<SavePoint> others = new ArrayList<>(without(savePoint.id()).savePoints);
    others.add(savePoint);
    return new FileInventory(others, worlds, storage, revision);
  }

  public FileInventory without(SavePointId id) {
    List<SavePoint> others = savePoints.stream().filter(each -> !each.id().equals(id)).toList();
    return new FileInventory(others, worlds, storage, revision);
  }

  public FileInventory measured(List<StoredWorld> seen, StorageUse use) {
    return new FileInventory(savePoints, seen, Optional.of(use), revision);
  }

  /**
   * Without the save points that are more than are kept, the oldest first. Those that are not done
   * are counted apart: they take the place of none that can be restored.
   *
   * @param spared stays in any case
   */
  public FileInventory pruned(Optional<SavePointId> spared) {
    Set<SavePoint> kept = new HashSet<>();
    for (boolean done : new boolean[] {true, false}) {
      kept.addAll(newest(false, done, AUTOMATIC_KEPT));
      kept.addAll(newest(true, done, BY_HAND_KEPT));
    }
    spared.flatMap(this::savePoint).ifPresent(kept::add);
    return new FileInventory(
        savePoints.stream().filter(kept::contains).toList(), worlds, storage, revision);
  }

  private Set<SavePoint> newest(boolean byHand, boolean done, int count) {
    return savePoints.stream()
        .filter(each -> each.order().reason().byHand() == byHand && each.done() == done)
        .limit(count)
        .collect(Collectors.toSet());
  }

  /** The same after a write. */
  public FileInventory written(long newRevision) {
    return new FileInventory(savePoints, worlds, storage, newRevision);
  }
}
