/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An open folder. What lies in it is reached from it by name, and no link is followed: a name can
 * lead nowhere else, whatever the folder's owner puts there.
 */
final class SecureFolder implements Closeable {
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OWNERS =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final SecureDirectoryStream<Path> stream;

  private SecureFolder(Path path, SecureDirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Opens a folder by a path that no user has a part in.
   *
   * @throws IOException when it cannot be opened, or the platform cannot open folders securely
   */
  // The folder closes it.
  @SuppressWarnings("StreamResourceLeak")
  static SecureFolder trusted(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SecureFolder(path, secure);
    }
    stream.close();
    throw new IOException(path + ": folders cannot be opened securely");
  }

  /**
   * Opens a folder in this one, and gives its owner all rights to it.
   *
   * @return empty when there is nothing of the name, or something that is no folder
   */
  Optional<SecureFolder> folder(Path name) throws IOException {
    if (!attributes(name).filter(BasicFileAttributes::isDirectory).isPresent()) {
      return Optional.empty();
    }
    SecureDirectoryStream<Path> opened;
    try {
      opened = opened(name);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      PosixFileAttributeView view = opened.getFileAttributeView(PosixFileAttributeView.class);
      if (!view.readAttributes().permissions().containsAll(OWNERS)) {
        view.setPermissions(OWNERS);
      }
      return Optional.of(new SecureFolder(path.resolve(name), opened));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** As {@link #folder(Path)}; makes it where there is nothing of the name. */
  Optional<SecureFolder> makeFolder(Path name) throws IOException {
    if (attributes(name).isEmpty()) {
      // There is no way to make a folder from an open one. All above this one are folders.
      Files.createDirectory(path.resolve(name), PRIVATE_FOLDER);
    }
    return folder(name);
  }

  private SecureDirectoryStream<Path> opened(Path name) throws IOException {
    try {
      return stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      // Its owner took the right to read it away. Only by its path can that be changed; the name
      // is no link, and so is none above it, since all were opened as folders.
      Files.setPosixFilePermissions(path.resolve(name), OWNERS);
      return stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** What lies in it; can be asked for once. Only the name of each path counts. */
  Iterable<Path> entries() {
    return stream;
  }

  /** What is known of a name, of a link itself where it is one; empty where there is nothing. */
  Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(
          stream
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a small file.
   *
   * @return empty when there is none of the name, when it is longer, or no regular file
   */
  Optional<byte[]> read(Path name, int longest) throws IOException {
    // Asked first, since to open a pipe would wait for its writer.
    boolean small =
        attributes(name)
            .filter(BasicFileAttributes::isRegularFile)
            .filter(file -> file.size() <= longest)
            .isPresent();
    if (!small) {
      return Optional.empty();
    }
    try (SeekableByteChannel file =
        stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer content = ByteBuffer.allocate(longest + 1);
      while (content.hasRemaining() && file.read(content) >= 0) {}
      byte[] bytes = new byte[content.position()];
      content.flip().get(bytes);
      return bytes.length > longest ? Optional.empty() : Optional.of(bytes);
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    }
  }

  /** The name of a file while it is being written. */
  static Path unfinished(Path name) {
    return Path.of(name + ".new");
  }

  /** Writes a file at once: a reader finds the old content or the new one. */
  void write(Path name, byte[] content) throws IOException {
    Path fresh = unfinished(name);
    deleteFile(fresh);
    Set<StandardOpenOption> once =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel file = stream.newByteChannel(fresh, once, PRIVATE_FILE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      if (file instanceof FileChannel channel) {
        channel.force(true);
      }
    }
    stream.move(fresh, stream, name);
  }

  /** Moves something into another folder, under a name that nothing has there. */
  void move(Path name, SecureFolder to, Path newName) throws IOException {
    stream.move(name, to.stream, newName);
  }

  /** Removes what is no folder; does nothing where there is nothing. */
  void deleteFile(Path name) throws IOException {
    try {
      stream.deleteFile(name);
    } catch (NoSuchFileException e) {
      // It is gone, as it should be.
    }
  }

  /**
   * Removes a folder.
   *
   * @throws java.nio.file.DirectoryNotEmptyException when something lies in it
   */
  void deleteFolder(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
