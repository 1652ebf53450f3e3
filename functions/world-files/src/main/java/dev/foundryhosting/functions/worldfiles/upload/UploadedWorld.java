/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.TreeSource;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A world that was uploaded as a {@code .zip} or a {@code .tar.gz}; its content says which. It is
 * read twice: once to check all of it, and then to unpack it.
 */
public final class UploadedWorld {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

  private final FileArchive archive;
  private final String key;
  private final long size;
  private final Limits limits;

  /**
   * @param key which the archive stores
   * @param size of what is stored, in bytes
   */
  public UploadedWorld(FileArchive archive, String key, long size, Limits limits) {
    this.archive = archive;
    this.key = key;
    this.size = size;
    this.limits = limits;
  }

  /**
   * Reads all of it.
   *
   * @return empty when the checkpoint ended the work
   * @throws UnfitFilesException when it is no world that can be taken, with a sentence that says
   *     why
   * @throws IOException when it cannot be read now
   */
  public Optional<CheckedWorld> check(Checkpoint checkpoint) throws IOException {
    UploadCheck check = new UploadCheck(limits, size, checkpoint);
    try (ForeignArchive entries = opened()) {
      return check.all(entries) ? Optional.of(check.world()) : Optional.empty();
    } catch (UnfitFilesException | PlatformException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UploadReadException) {
          throw e;
        }
      }
      // Whatever a parser says of strangers' bytes.
      throw new UnfitFilesException("The archive is damaged.");
    }
  }

  /**
   * Its entries for the folder of the world.
   *
   * @param folder where the world is unpacked, a path of raw names
   * @param now no file is newer
   */
  public Entries entries(CheckedWorld world, String folder, Instant now) throws IOException {
    return new Entries(opened(), world, folder, now);
  }

  private ForeignArchive opened() throws IOException {
    byte[] begin =
        archive.read(key, 0, ZIP.length).orElseThrow(() -> new UploadReadException(gone()));
    if (Arrays.equals(begin, 0, Math.min(begin.length, GZIP.length), GZIP, 0, GZIP.length)) {
      InputStream packed = archive.read(key).orElseThrow(() -> new UploadReadException(gone()));
      return new TarGzArchive(new Upload(packed));
    }
    if (Arrays.equals(begin, ZIP) || Arrays.equals(begin, EMPTY_ZIP)) {
      return new ZipArchive(new UploadChannel(archive, key, size));
    }
    throw new UnfitFilesException("The file is neither a .zip nor a .tar.gz archive.");
  }

  private static FileNotFoundException gone() {
    return new FileNotFoundException("it is not there any more");
  }

  /** Tells a broken connection from a broken archive. */
  private static final class Upload extends FilterInputStream {
    Upload(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        throw new UploadReadException(e);
      }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return super.read(into, from, length);
      } catch (IOException e) {
        throw new UploadReadException(e);
      }
    }
  }

  /** The entries of a world that was checked, as they are made. */
  public static final class Entries implements TreeSource, Closeable {
    private final ForeignArchive entries;
    private final CheckedWorld world;
    private final String folder;
    private final Instant now;

    Entries(ForeignArchive entries, CheckedWorld world, String folder, Instant now) {
      this.entries = entries;
      this.world = world;
      this.folder = folder;
      this.now = now;
    }

    @Override
    public Optional<TreeEntry> next() throws IOException {
      for (Optional<ForeignEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
        Optional<TreeEntry> entry = entry(next.get());
        if (entry.isPresent()) {
          return entry;
        }
      }
      return Optional.empty();
    }

    private Optional<TreeEntry> entry(ForeignEntry foreign) throws UnfitFilesException {
      String path = ForeignPath.of(foreign);
      if (!world.holds(path) || ForeignPath.isNeedless(path)) {
        return Optional.empty();
      }
      String place = folder + "/" + path.substring(world.root().length());
      FileTime time = time(foreign.modifiedAt());
      return Optional.of(
          switch (foreign.kind()) {
            case FOLDER -> TreeEntry.foreignFolder(place, time);
            case LINK -> TreeEntry.link(place, foreign.target());
            case FILE -> TreeEntry.foreignFile(place, foreign.size(), time);
            case OTHER -> throw ForeignPath.noFile();
          });
    }

    private FileTime time(FileTime modified) {
      boolean known = modified.toMillis() > 0 && modified.toMillis() <= now.toEpochMilli();
      return known ? modified : FileTime.from(now);
    }

    @Override
    public InputStream content() {
      return entries.content();
    }

    @Override
    public void close() throws IOException {
      entries.close();
    }
  }
}
