/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives as people and attackers make them, of one format or the other. */
public abstract class Archives {
  /** Of a world of generation 13. */
  public static final String DESCRIPTION =
      "{\"id\": \"ash\", \"title\": \"The Ash Road\", \"system\": \"dnd5e\","
          + " \"coreVersion\": \"13.346\"}";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Writes entries. */
  public interface Writing {
    void to(Archives archive) throws IOException;
  }

  public static Archives zip() throws IOException {
    return new Zip();
  }

  public static Archives tarGz() throws IOException {
    return new TarGz();
  }

  /** Both formats with the same entries. */
  public static byte[][] both(Writing writing) {
    try {
      Archives[] all = {zip(), tarGz()};
      for (Archives each : all) {
        writing.to(each);
      }
      return new byte[][] {all[0].packed(), all[1].packed()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Archives file(String name, String content) throws IOException {
    return file(name, content.getBytes(UTF_8));
  }

  public abstract Archives file(String name, byte[] content) throws IOException;

  public abstract Archives folder(String name) throws IOException;

  public abstract Archives link(String name, String target) throws IOException;

  /** A device, by which a program would read the memory of the machine. */
  public abstract Archives device(String name) throws IOException;

  /** The archive as it is uploaded. */
  public byte[] packed() throws IOException {
    finish();
    return bytes.toByteArray();
  }

  abstract void finish() throws IOException;

  private static final class Zip extends Archives {
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(super.bytes);

    @Override
    public Archives file(String name, byte[] content) throws IOException {
      return put(new ZipArchiveEntry(name), content);
    }

    @Override
    public Archives folder(String name) throws IOException {
      return put(new ZipArchiveEntry(name + "/"), new byte[0]);
    }

    @Override
    public Archives link(String name, String target) throws IOException {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(0120777);
      return put(entry, target.getBytes(UTF_8));
    }

    @Override
    public Archives device(String name) throws IOException {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(0020666);
      return put(entry, new byte[0]);
    }

    private Archives put(ZipArchiveEntry entry, byte[] content) throws IOException {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    }

    @Override
    void finish() throws IOException {
      zip.close();
    }
  }

  private static final class TarGz extends Archives {
    private final TarArchiveOutputStream tar;

    TarGz() throws IOException {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(super.bytes), "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public Archives file(String name, byte[] content) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      return put(entry, content);
    }

    @Override
    public Archives folder(String name) throws IOException {
      return put(new TarArchiveEntry(name + "/", true), new byte[0]);
    }

    @Override
    public Archives link(String name, String target) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
      entry.setLinkName(target);
      return put(entry, new byte[0]);
    }

    @Override
    public Archives device(String name) throws IOException {
      return put(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
    }

    private Archives put(TarArchiveEntry entry, byte[] content) throws IOException {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    }

    @Override
    void finish() throws IOException {
      tar.close();
    }
  }
}
