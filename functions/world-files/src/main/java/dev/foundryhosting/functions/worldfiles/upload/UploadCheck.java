/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at all entries of an archive, and finds the one world that it must hold. */
final class UploadCheck {
  /** JSON packs to a tenth; what packs to less than a hundredth is made to harm. */
  private static final long MOST_RATIO = 100;

  /** A small archive may be mostly empty files. */
  private static final long RATIO_FREE = 16L << 20;

  private static final int BUFFER = 64 * 1024;

  private final Limits limits;
  private final long mostBytes;
  private final Checkpoint checkpoint;
  private final Map<String, ForeignEntry.Kind> seen = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, Optional<byte[]>> descriptions = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private long files;
  private long bytes;
  private long worldBytes;

  /**
   * @param size of the archive in bytes
   */
  UploadCheck(Limits limits, long size, Checkpoint checkpoint) {
    this.limits = limits;
    this.mostBytes = size * MOST_RATIO + RATIO_FREE;
    this.checkpoint = checkpoint;
  }

  /**
   * @return false when the checkpoint ended the work
   */
  boolean all(ForeignArchive entries) throws IOException {
    for (Optional<ForeignEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
      if (!checkpoint.goesOn() || !added(next.get(), entries)) {
        return false;
      }
    }
    return true;
  }

  private boolean added(ForeignEntry entry, ForeignArchive entries) throws IOException {
    String path = ForeignPath.of(entry);
    limits.check(++files, bytes);
    if (entry.kind() == ForeignEntry.Kind.OTHER) {
      throw ForeignPath.noFile();
    }
    if (!path.isEmpty()) {
      place(path, entry.kind());
    }
    if (entry.kind() == ForeignEntry.Kind.LINK) {
      links.put(path, entry.target());
    }
    return entry.kind() != ForeignEntry.Kind.FILE || read(path, entry.size(), entries.content());
  }

  /** Nothing comes twice, and nothing lies in what is no folder, such as a link. */
  private void place(String path, ForeignEntry.Kind kind) throws UnfitFilesException {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      ForeignEntry.Kind above = seen.putIfAbsent(path.substring(0, end), ForeignEntry.Kind.FOLDER);
      if (above != null && above != ForeignEntry.Kind.FOLDER) {
        throw new UnfitFilesException("The archive names a file as a folder.");
      }
    }
    ForeignEntry.Kind before = seen.putIfAbsent(path, kind);
    if (before != null && !(before == ForeignEntry.Kind.FOLDER && kind == before)) {
      throw new UnfitFilesException("The archive names something twice.");
    }
    limits.check(seen.size(), bytes);
  }

  private boolean read(String path, long size, InputStream content) throws IOException {
    limits.check(files, bytes + Math.max(size, 0));
    boolean describes =
        path.substring(path.lastIndexOf('/') + 1).equals(WorldDescription.FILE)
            && !ForeignPath.isNeedless(path);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    OutputStream to =
        describes && size <= WorldDescription.LONGEST ? kept : OutputStream.nullOutputStream();
    long read = 0;
    for (int some = content.read(buffer); some >= 0; some = content.read(buffer)) {
      read += some;
      bytes += some;
      if (read > size) {
        throw new UnfitFilesException("The archive is damaged.");
      }
      if (bytes > mostBytes) {
        throw new UnfitFilesException(
            "The archive unpacks to more than a hundred times its size; no world does.");
      }
      limits.check(files, bytes);
      if (!checkpoint.goesOn()) {
        return false;
      }
      to.write(buffer, 0, some);
    }
    if (read != size) {
      throw new UnfitFilesException("The archive is damaged.");
    }
    worldBytes += ForeignPath.isNeedless(path) ? 0 : read;
    if (describes) {
      descriptions.put(
          path, to == kept ? Optional.of(kept.toByteArray()) : Optional.<byte[]>empty());
    }
    return true;
  }

  /**
   * The world, once all entries were seen.
   *
   * @throws UnfitFilesException when there is not exactly one
   */
  CheckedWorld world() throws UnfitFilesException {
    String description = outermost();
    String root = description.substring(0, description.length() - WorldDescription.FILE.length());
    for (Map.Entry<String, ForeignEntry.Kind> each : seen.entrySet()) {
      boolean foreign = each.getValue() != ForeignEntry.Kind.FOLDER;
      if (foreign && !each.getKey().startsWith(root) && !ForeignPath.isNeedless(each.getKey())) {
        throw new UnfitFilesException(
            "The archive holds files beside the world; pack the world's folder alone.");
      }
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      if (!ForeignPath.staysInside(link.getKey().substring(root.length()), link.getValue())) {
        throw new UnfitFilesException("The archive holds a link that leads out of the world.");
      }
    }
    WorldDescription world =
        descriptions
            .getOrDefault(description, Optional.empty())
            .flatMap(WorldDescription::of)
            .orElseThrow(() -> new UnfitFilesException("The world.json cannot be read."));
    return new CheckedWorld(name(world, root), root, world.generation(), worldBytes);
  }

  /** A world may hold files of that name deeper in it; the one nearest to the top describes it. */
  private String outermost() throws UnfitFilesException {
    int least = descriptions.keySet().stream().mapToInt(UploadCheck::depth).min().orElse(-1);
    var nearest = descriptions.keySet().stream().filter(each -> depth(each) == least).toList();
    if (nearest.isEmpty()) {
      throw new UnfitFilesException("The archive holds no world.json, so it is no world.");
    }
    if (nearest.size() > 1) {
      throw new UnfitFilesException("The archive holds more than one world; pack one alone.");
    }
    return nearest.getFirst();
  }

  private static int depth(String path) {
    return (int) path.chars().filter(each -> each == '/').count();
  }

  private static WorldName name(WorldDescription world, String root) throws UnfitFilesException {
    String[] folders = root.split("/", -1);
    String folder =
        new String(folders[Math.max(folders.length - 2, 0)].getBytes(ISO_8859_1), UTF_8);
    return WorldName.reported(world.id().orElse(folder))
        .orElseThrow(
            () -> new UnfitFilesException("The world.json names no folder that can be a world's."));
  }
}
