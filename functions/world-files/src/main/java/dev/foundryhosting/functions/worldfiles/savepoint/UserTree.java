/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.TreeWalk;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** A user's folder as units: which there are, and what belongs to each. */
final class UserTree {
  /** In it a restore lays out what it swaps in. */
  static final String RESTORING = ".restoring";

  /**
   * What no save point holds: the licence and the keys that each start lays in anew, what is
   * written while a server runs, and what any server can make again.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Config/license.json",
          "Config/license.json.new",
          "Config/aws.json",
          "Config/admin.txt",
          "Config/options.json.lock",
          "Logs",
          "Backups",
          "container_cache",
          RESTORING);

  /** The folders in which some entries are units and others belong to the rest. */
  static final List<String> SHARED_FOLDERS =
      List.of("", "Data", "Data/worlds", "Data/systems", "Data/modules");

  private final SecureFolder home;
  private final Checkpoint checkpoint;
  private final Executor readers;

  /**
   * @param home the user's folder
   * @param readers look at files ahead
   */
  UserTree(SecureFolder home, Checkpoint checkpoint, Executor readers) {
    this.home = home;
    this.checkpoint = checkpoint;
    this.readers = readers;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  Executor readers() {
    return readers;
  }

  /** Whether what lies at a path in a {@linkplain #SHARED_FOLDERS shared folder} is of the rest. */
  static boolean isRest(String path, boolean folder) {
    return !LEFT_OUT.contains(path)
        && !(folder && (SHARED_FOLDERS.contains(path) || Unit.at(path).isPresent()));
  }

  /** The units that there are; the rest is always one. */
  List<Unit> units() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Unit.Kind kind : Unit.Kind.values()) {
      if (kind.named()) {
        addAll(kind, units);
      }
    }
    if (isFolder(home, RawNames.path(Unit.CONFIG.path()))) {
      units.add(Unit.CONFIG);
    }
    units.add(Unit.REST);
    return units;
  }

  private void addAll(Unit.Kind kind, List<Unit> to) throws IOException {
    Optional<SecureFolder> opened = home.descend(kind.folder());
    if (opened.isEmpty()) {
      return;
    }
    try (SecureFolder folder = opened.get()) {
      for (Path entry : folder.entries()) {
        Path name = entry.getFileName();
        if (isFolder(folder, name)) {
          to.add(new Unit(kind, RawNames.of(name)));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Looks at all that belongs to a unit, without reading files.
   *
   * @return empty when the checkpoint ended the look
   * @throws dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException when it exceeds the
   *     limits
   */
  Optional<Fingerprint.Contents> contents(Unit unit, Limits limits) throws IOException {
    Fingerprint fingerprint = new Fingerprint(limits);
    return walk(unit, (entry, parent, name) -> fingerprint.add(entry))
        ? Optional.of(fingerprint.contents())
        : Optional.empty();
  }

  private static boolean isFolder(SecureFolder parent, Path name) throws IOException {
    return parent.attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /**
   * Visits all that belongs to a unit.
   *
   * @return false when the checkpoint ended the walk
   */
  boolean walk(Unit unit, TreeWalk.Visitor visitor) throws IOException {
    String path = unit.path();
    int slash = Math.max(path.lastIndexOf('/'), 0);
    Optional<SecureFolder> opened = home.descend(path.substring(0, slash));
    if (opened.isEmpty()) {
      return true;
    }
    TreeWalk walk = new TreeWalk(checkpoint, readers, new Kept(visitor, unit.equals(Unit.REST)));
    try (SecureFolder parent = opened.get()) {
      if (unit.equals(Unit.REST)) {
        return walk.visitAllIn(parent, "");
      }
      Path name = RawNames.path(path.substring(slash == 0 ? 0 : slash + 1));
      return walk.visit(parent, name, path);
    }
  }

  /**
   * Passes on what save points hold.
   *
   * @param rest whether the other units are left out
   */
  private record Kept(TreeWalk.Visitor visitor, boolean rest) implements TreeWalk.Visitor {
    @Override
    public boolean takes(String path, boolean folder) {
      return !LEFT_OUT.contains(path) && !(rest && folder && Unit.at(path).isPresent());
    }

    @Override
    public void visit(TreeEntry entry, SecureFolder parent, Path name) throws IOException {
      // The folders that hold units belong to none: their times change with each.
      if (!SHARED_FOLDERS.contains(entry.path())) {
        visitor.visit(entry, parent, name);
      }
    }

    @Override
    public void leave(SecureFolder folder) throws IOException {
      visitor.leave(folder);
    }
  }
}
