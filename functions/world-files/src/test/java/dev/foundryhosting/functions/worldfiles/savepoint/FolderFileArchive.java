/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@link FileArchive} in a folder, for more than the emulated S3 can keep in memory. */
final class FolderFileArchive implements FileArchive {
  private static final int PART = 8 * 1024 * 1024;

  private final Path folder;

  FolderFileArchive(Path folder) {
    this.folder = folder;
  }

  private Path file(String key) {
    return folder.resolve(URLEncoder.encode(key, StandardCharsets.UTF_8));
  }

  @Override
  public OptionalLong store(String key, Content content) throws IOException {
    Path fresh = Files.createTempFile(folder, "fresh", ".part");
    try {
      boolean whole;
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(fresh), PART)) {
        whole = content.writeTo(to);
      }
      if (!whole) {
        return OptionalLong.empty();
      }
      long bytes = Files.size(fresh);
      Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
      return OptionalLong.of(bytes);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public Optional<InputStream> read(String key) throws IOException {
    return Files.exists(file(key))
        ? Optional.of(Files.newInputStream(file(key)))
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> read(String key, long from, int length) throws IOException {
    if (!Files.exists(file(key))) {
      return Optional.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(file(key).toFile(), "r")) {
      byte[] part = new byte[length];
      file.seek(from);
      int read = Math.max(0, file.read(part));
      return Optional.of(Arrays.copyOf(part, read));
    }
  }

  @Override
  public boolean copy(String key, String to) {
    try {
      if (!Files.exists(file(key))) {
        return false;
      }
      Files.copy(file(key), file(to), StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Stored> list(String prefix) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> !each.toString().endsWith(".part"))
          .map(FolderFileArchive::stored)
          .filter(each -> each.key().startsWith(prefix))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stored stored(Path file) {
    try {
      return new Stored(
          URLDecoder.decode(file.getFileName().toString(), StandardCharsets.UTF_8),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(List<String> keys) {
    for (String key : keys) {
      try {
        Files.deleteIfExists(file(key));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
