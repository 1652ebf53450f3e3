/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

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
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * An open folder. What lies in it is reached from it by name, and no link is followed: a name can
 * lead nowhere else, whatever the folder's owner puts there.
 */
public final class SecureFolder implements Closeable {
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OWNERS =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> READABLE =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final SecureDirectoryStream<Path> stream;

  /**
   * @param path of the folder
   * @param stream of it, as it was opened
   */
  SecureFolder(Path path, SecureDirectoryStream<Path> stream) {
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
  public static SecureFolder trusted(Path path) throws IOException {
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
  public Optional<SecureFolder> folder(Path name) throws IOException {
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
  public Optional<SecureFolder> makeFolder(Path name) throws IOException {
    if (attributes(name).isEmpty()) {
      // There is no way to make a folder from an open one. All above this one are folders.
      Files.createDirectory(path.resolve(name), PRIVATE_FOLDER);
    }
    return folder(name);
  }

  /**
   * Opens a folder at a path of raw names, {@code /} between them; this folder anew for none.
   *
   * @return empty when there is none at the path
   */
  public Optional<SecureFolder> descend(String raw) throws IOException {
    return reached(raw, SecureFolder::folder);
  }

  /** As {@link #descend}; makes the folders that are not there. */
  public Optional<SecureFolder> makeFolders(String raw) throws IOException {
    return reached(raw, SecureFolder::makeFolder);
  }

  /** How the next folder of a path is reached. */
  private interface Descent {
    Optional<SecureFolder> to(SecureFolder parent, Path name) throws IOException;
  }

  private Optional<SecureFolder> reached(String raw, Descent descent) throws IOException {
    Optional<SecureFolder> at =
        Optional.of(new SecureFolder(path, stream.newDirectoryStream(Path.of("."))));
    for (String part : raw.isEmpty() ? new String[0] : raw.split("/", -1)) {
      try (SecureFolder parent = at.get()) {
        at = descent.to(parent, RawNames.path(part));
      }
      if (at.isEmpty()) {
        break;
      }
    }
    return at;
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
  public Iterable<Path> entries() {
    return stream;
  }

  /** What is known of a name, of a link itself where it is one; empty where there is nothing. */
  public Optional<PosixFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(view(name).readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What is known of this folder. */
  public PosixFileAttributes attributes() throws IOException {
    return stream.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
  }

  private PosixFileAttributeView view(Path name) {
    return stream.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Where a link leads, as raw bytes. */
  public String target(Path name) throws IOException {
    // There is no way to ask an open folder. What a path shows instead would be no more than the
    // target of another link.
    Path target = Files.readSymbolicLink(path.resolve(name));
    StringBuilder raw = new StringBuilder(target.isAbsolute() ? "/" : "");
    for (Path part : target) {
      raw.append(raw.isEmpty() || raw.charAt(raw.length() - 1) == '/' ? "" : "/");
      raw.append(RawNames.of(part));
    }
    return raw.toString();
  }

  /**
   * Opens a regular file to read it, and gives its owner the right to.
   *
   * @throws NoSuchFileException when there is no regular file of the name
   */
  public SeekableByteChannel open(Path name) throws IOException {
    // Asked first, since to open a pipe would wait for its writer.
    if (!attributes(name).filter(BasicFileAttributes::isRegularFile).isPresent()) {
      throw new NoSuchFileException(name.toString());
    }
    try {
      return stream.newByteChannel(name, READ);
    } catch (AccessDeniedException e) {
      // As with folders: only by its path can that be changed.
      Files.setPosixFilePermissions(path.resolve(name), READABLE);
      return stream.newByteChannel(name, READ);
    }
  }

  /** Makes a file that is not there yet, and opens it to be written. */
  public SeekableByteChannel create(Path name) throws IOException {
    return stream.newByteChannel(name, CREATE, PRIVATE_FILE);
  }

  /** Makes a link that is not there yet. */
  public void createLink(Path name, String target) throws IOException {
    Path leads = Path.of(target.startsWith("/") ? "/" : "");
    for (String part : target.split("/", -1)) {
      leads = part.isEmpty() ? leads : leads.resolve(RawNames.path(part));
    }
    // There is no way to make a link from an open folder.
    Files.createSymbolicLink(path.resolve(name), leads);
  }

  /** Gives a file or a folder the time and the permissions of an entry. */
  public void restore(Path name, TreeEntry entry) throws IOException {
    PosixFileAttributeView view = view(name);
    view.setTimes(entry.modifiedAt(), null, null);
    view.setPermissions(TreeEntry.permissions(entry.mode()));
  }

  /**
   * Reads a small file.
   *
   * @return empty when there is none of the name, when it is longer, or no regular file
   */
  public Optional<byte[]> read(Path name, int longest) throws IOException {
    // Asked first, since to open a pipe would wait for its writer.
    boolean small =
        attributes(name)
            .filter(BasicFileAttributes::isRegularFile)
            .filter(file -> file.size() <= longest)
            .isPresent();
    if (!small) {
      return Optional.empty();
    }
    try (SeekableByteChannel file = stream.newByteChannel(name, READ)) {
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
  public static Path unfinished(Path name) {
    return Path.of(name + ".new");
  }

  /** Writes a file at once: a reader finds the old content or the new one. */
  public void write(Path name, byte[] content) throws IOException {
    Path fresh = unfinished(name);
    deleteFile(fresh);
    try (SeekableByteChannel file = create(fresh)) {
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
  public void move(Path name, SecureFolder to, Path newName) throws IOException {
    stream.move(name, to.stream, newName);
  }

  /** Removes what is no folder; does nothing where there is nothing. */
  public void deleteFile(Path name) throws IOException {
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
  public void deleteFolder(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
