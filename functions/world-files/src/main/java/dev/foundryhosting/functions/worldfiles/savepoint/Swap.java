/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts files that lie ready in {@code .restoring/new} into their places, by renames. What goes in
 * and what goes out stands in {@code .restoring/swap} before the first rename, so that a swap that
 * died is performed to its end. What was there lies in {@code .restoring/old} until then.
 */
final class Swap {
  private static final Path PLAN = Path.of("swap");
  private static final String NEW = UserTree.RESTORING + "/new";
  private static final String OLD = UserTree.RESTORING + "/old";
  private static final int LONGEST_PLAN = 64 * 1024 * 1024;

  private static final String OF = "of ";

  private final SecureFolder home;
  private final List<String> plan;

  private Swap(SecureFolder home, List<String> plan) {
    this.home = home;
    this.plan = plan;
  }

  /** Opens the folder into which is laid what a swap puts into its place. */
  static SecureFolder fresh(SecureFolder home) throws IOException {
    return made(home, NEW);
  }

  /**
   * Writes down what is swapped.
   *
   * @param work for which it is
   * @param in units that lie ready
   * @param out units that go without another in their place
   */
  static void prepare(SecureFolder home, String work, List<Unit> in, List<Unit> out)
      throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Unit unit : in) {
      paths.addAll(places(home, unit));
      try (SecureFolder fresh = made(home, NEW)) {
        paths.addAll(places(fresh, unit));
      }
    }
    for (Unit unit : out) {
      paths.addAll(places(home, unit));
    }
    StringBuilder plan = new StringBuilder(OF).append(work).append('\n');
    for (String path : paths) {
      plan.append(lies(home, NEW + "/" + path) ? "in " : "out ")
          .append(RawNames.encoded(path))
          .append('\n');
    }
    try (SecureFolder restoring = made(home, UserTree.RESTORING)) {
      restoring.write(PLAN, plan.toString().getBytes(US_ASCII));
    }
  }

  /**
   * Removes what an earlier try left, but for units that are to lie ready.
   *
   * @return false when the checkpoint ended the work
   */
  static boolean removeOthers(SecureFolder home, Set<Unit> units, Checkpoint checkpoint)
      throws IOException {
    try (SecureFolder restoring = made(home, UserTree.RESTORING);
        SecureFolder fresh = fresh(home)) {
      Set<Unit> others = new TreeSet<>(new UserTree(fresh, checkpoint, Runnable::run).units());
      others.removeAll(units);
      for (Unit other : others) {
        if (!remove(fresh, other, checkpoint)) {
          return false;
        }
      }
      return new TreeRemoval(checkpoint).remove(restoring, name(OLD));
    }
  }

  /**
   * Removes all of a unit that lies in a folder.
   *
   * @return false when the checkpoint ended the work
   */
  static boolean remove(SecureFolder folder, Unit unit, Checkpoint checkpoint) throws IOException {
    for (String path : places(folder, unit)) {
      try (SecureFolder parent = made(folder, parent(path))) {
        if (!new TreeRemoval(checkpoint).remove(parent, name(path))) {
          return false;
        }
      }
    }
    return true;
  }

  /** A swap that is written down. */
  static Optional<Swap> find(SecureFolder home) throws IOException {
    Optional<SecureFolder> restoring = home.descend(UserTree.RESTORING);
    if (restoring.isEmpty()) {
      return Optional.empty();
    }
    try (SecureFolder folder = restoring.get()) {
      return folder
          .read(PLAN, LONGEST_PLAN)
          .map(plan -> new Swap(home, new String(plan, US_ASCII).lines().toList()));
    }
  }

  /**
   * Finishes a swap that other work left behind: what it swaps belongs together.
   *
   * @return false when the checkpoint ended the work
   */
  static boolean finishOthers(SecureFolder home, String work, Checkpoint checkpoint)
      throws IOException {
    Optional<Swap> found = find(home);
    if (found.isEmpty() || found.get().plan.contains(OF + work)) {
      return true;
    }
    found.get().perform();
    return remove(home, checkpoint);
  }

  /**
   * Removes all that is left of a swap once it is performed.
   *
   * @return false when the checkpoint ended the work
   */
  static boolean remove(SecureFolder home, Checkpoint checkpoint) throws IOException {
    return new TreeRemoval(checkpoint).remove(home, Path.of(UserTree.RESTORING));
  }

  /** Does what is written down, or what is left of it. */
  void perform() throws IOException {
    for (String line : plan) {
      if (line.startsWith(OF)) {
        continue;
      }
      String path = RawNames.decoded(line.substring(line.indexOf(' ') + 1));
      boolean ready = lies(home, NEW + "/" + path);
      // What goes in and lies ready no more is in its place already.
      if (lies(home, path) && (ready || line.startsWith("out "))) {
        takeOut(path);
      }
      if (ready) {
        move(NEW + "/" + path, path);
      }
    }
  }

  private void takeOut(String path) throws IOException {
    if (lies(home, OLD + "/" + path)) {
      try (SecureFolder parent = made(home, parent(path))) {
        var unused = new TreeRemoval(() -> true).remove(parent, name(path));
      }
    } else {
      move(path, OLD + "/" + path);
    }
  }

  private void move(String from, String to) throws IOException {
    try (SecureFolder source = made(home, parent(from));
        SecureFolder target = made(home, parent(to))) {
      source.move(name(from), target, name(to));
    }
  }

  /** The paths at which all of a unit lies that there is. */
  private static List<String> places(SecureFolder home, Unit unit) throws IOException {
    if (!unit.equals(Unit.REST)) {
      return lies(home, unit.path()) ? List.of(unit.path()) : List.of();
    }
    List<String> places = new ArrayList<>();
    for (String folder : UserTree.SHARED_FOLDERS) {
      addRest(home, folder, places);
    }
    return places;
  }

  private static void addRest(SecureFolder home, String folder, List<String> to)
      throws IOException {
    Optional<SecureFolder> opened = home.descend(folder);
    if (opened.isEmpty()) {
      return;
    }
    try (SecureFolder parent = opened.get()) {
      for (Path entry : parent.entries()) {
        Path name = entry.getFileName();
        String path = folder.isEmpty() ? RawNames.of(name) : folder + "/" + RawNames.of(name);
        boolean isFolder =
            parent.attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
        if (UserTree.isRest(path, isFolder)) {
          to.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  static boolean isFolder(SecureFolder home, String path) throws IOException {
    Optional<SecureFolder> folder = home.descend(path);
    if (folder.isPresent()) {
      folder.get().close();
    }
    return folder.isPresent();
  }

  static boolean lies(SecureFolder home, String path) throws IOException {
    Optional<SecureFolder> parent = home.descend(parent(path));
    if (parent.isEmpty()) {
      return false;
    }
    try (SecureFolder folder = parent.get()) {
      return folder.attributes(name(path)).isPresent();
    }
  }

  private static SecureFolder made(SecureFolder home, String path) throws IOException {
    return home.makeFolders(path)
        .orElseThrow(() -> new IOException("what should be a folder is none"));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  private static Path name(String path) {
    return RawNames.path(path.substring(path.lastIndexOf('/') + 1));
  }
}
