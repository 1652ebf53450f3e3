/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.InMemoryFileArchive;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that no world is taken from, each with the sentence that its owner reads. */
class HostileArchivesTest {
  private static final String ELSEWHERE = "The archive names a path that leads elsewhere.";
  private static final String LINK_OUT = "The archive holds a link that leads out of the world.";
  private static final String TWICE = "The archive names something twice.";
  private static final String BELOW_FILE = "The archive names a file as a folder.";
  private static final String NO_FILE = "The archive holds what is no file, folder or link.";
  private static final String DAMAGED = "The archive is damaged.";
  private static final String RATIO =
      "The archive unpacks to more than a hundred times its size; no world does.";
  private static final Limits SMALL = new Limits(1_000, 64L << 20);

  private final FileArchive archive = new InMemoryFileArchive(Clock.systemUTC());

  static Stream<Arguments> archives() {
    return Stream.of(
            refused("parent path", ELSEWHERE, a -> a.file("ash/../../escaped", "x")),
            refused("parent path at the top", ELSEWHERE, a -> a.file("../escaped", "x")),
            refused("parent folder", ELSEWHERE, a -> a.folder("ash/..")),
            refused("absolute path", ELSEWHERE, a -> a.file("/etc/cron.d/x", "x")),
            refused("empty part", ELSEWHERE, a -> a.file("ash//x", "x")),
            refused("dot within", ELSEWHERE, a -> a.file("ash/./x", "x")),
            refused("absolute link", LINK_OUT, a -> a.link("ash/out", "/etc/passwd")),
            refused("link up", LINK_OUT, a -> a.link("ash/out", "../other/world.json")),
            refused("link far up", LINK_OUT, a -> a.link("ash/data/out", "../../other")),
            refused("link to nothing", LINK_OUT, a -> a.link("ash/out", "")),
            // Through another link, a step up would lead out of the world.
            refused(
                "link through a link",
                LINK_OUT,
                a -> a.folder("ash/a/b").link("ash/a/b/top", "../..").link("ash/x", "a/b/top/..")),
            refused(
                "link, then a file through it",
                BELOW_FILE,
                a -> a.link("ash/data", "packs").file("ash/data/x", "x")),
            refused(
                "a file, then a link in place of its folder",
                TWICE,
                a -> a.file("ash/data/x", "x").link("ash/data", "packs")),
            refused("file below a file", BELOW_FILE, a -> a.file("ash/f", "").file("ash/f/x", "")),
            refused("file twice", TWICE, a -> a.file("ash/f", "1").file("ash/f", "2")),
            refused("file and folder", TWICE, a -> a.file("ash/f", "1").folder("ash/f")),
            refused("file twice by a dot", TWICE, a -> a.file("ash/f", "").file("./ash/f", "")),
            refused("device", NO_FILE, a -> a.device("ash/memory")),
            refused("device beside", NO_FILE, a -> a.device("__MACOSX/memory")),
            refused(
                "name of 256 bytes",
                "The archive has a name of more than 255 bytes.",
                a -> a.file("ash/" + "ä".repeat(128), "x")),
            refused(
                "folders too deep",
                "The archive has folders more than 90 deep in each other.",
                a -> a.file("ash/" + "d/".repeat(95) + "x", "x")),
            refused("bomb by ratio", RATIO, a -> a.file("ash/zeros", new byte[40 << 20])),
            refused(
                "bomb by entries",
                "There are more than 1,000 files.",
                a -> {
                  for (int each = 0; each < 1_100; each++) {
                    a.file("ash/" + each, "");
                  }
                }),
            refused(
                "bomb by folders that are only named in paths",
                "There are more than 1,000 files.",
                a -> {
                  for (int each = 0; each < 600; each++) {
                    a.file("ash/" + each + "/x", "");
                  }
                }),
            refused(
                "bomb by size",
                "The files have more than 0 GiB.",
                a -> {
                  for (int each = 0; each < 3; each++) {
                    a.file("ash/" + each, random(22 << 20));
                  }
                }),
            refused(
                "files beside the world",
                "The archive holds files beside the world; pack the world's folder alone.",
                a -> a.file("readme.txt", "x")),
            refused(
                "two worlds",
                "The archive holds more than one world; pack one alone.",
                a -> a.file("birch/world.json", Archives.DESCRIPTION)))
        .flatMap(each -> each);
  }

  static Stream<Arguments> withoutAWorld() {
    String none = "The archive holds no world.json, so it is no world.";
    String unreadable = "The world.json cannot be read.";
    String unnamed = "The world.json names no folder that can be a world's.";
    return Stream.of(
            alone("nothing", none, a -> {}),
            alone("a module", none, a -> a.file("tiles/module.json", "{}")),
            alone("a folder of that name", none, a -> a.folder("ash/world.json")),
            alone("a link of that name", none, a -> a.link("ash/world.json", "x")),
            alone("a resource fork", none, a -> a.file("__MACOSX/world.json", "{}")),
            alone("no JSON", unreadable, a -> a.file("ash/world.json", "PK")),
            alone("a list", unreadable, a -> a.file("ash/world.json", "[]")),
            alone(
                "a long one",
                unreadable,
                a -> a.file("ash/world.json", " ".repeat(1 << 20) + "{}")),
            alone("no name", unnamed, a -> a.file("world.json", "{}")),
            alone("a parent", unnamed, a -> a.file("a/world.json", "{\"id\": \"..\"}")),
            alone("a path", unnamed, a -> a.file("a/world.json", "{\"id\": \"../b\"}")),
            alone("hidden", unnamed, a -> a.file("a/world.json", "{\"id\": \".x\"}")),
            alone("empty", unnamed, a -> a.file("a/world.json", "{\"id\": \"\"}")))
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"archives", "withoutAWorld"})
  void isRefused(String name, String why, byte[] packed) {
    assertThatThrownBy(() -> check(packed)).isInstanceOf(UnfitFilesException.class).hasMessage(why);
  }

  @Test
  void aHardLinkIsRefused() throws IOException {
    byte[] packed =
        tar(
            tar -> {
              TarArchiveEntry link = new TarArchiveEntry("ash/hard", TarConstants.LF_LINK);
              link.setLinkName("/etc/passwd");
              tar.putArchiveEntry(link);
              tar.closeArchiveEntry();
            });

    assertThatThrownBy(() -> check(packed)).hasMessage(NO_FILE);
  }

  @Test
  void aNameOfManyMegabytesIsNotReadIntoMemory() throws IOException {
    byte[] packed =
        tar(
            tar -> {
              TarArchiveEntry name =
                  new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
              byte[] content = new byte[40 << 20];
              name.setSize(content.length);
              tar.putArchiveEntry(name);
              tar.write(content);
              tar.closeArchiveEntry();
            });

    assertThatThrownBy(() -> check(packed)).hasMessage(DAMAGED);
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    for (byte[] content :
        new byte[][] {{}, {'P'}, "Rar!".getBytes(UTF_8), "<html>".getBytes(UTF_8)}) {
      assertThatThrownBy(() -> check(content))
          .isInstanceOf(UnfitFilesException.class)
          .hasMessage("The file is neither a .zip nor a .tar.gz archive.");
    }
  }

  @Test
  void anArchiveThatIsCutAnywhereIsRefused() {
    for (byte[] whole : world(a -> a.file("ash/data", random(2_000)))) {
      for (int length = 4; length < whole.length - 8; length += 13) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> check(cut))
            .as("%d", length)
            .isInstanceOf(UnfitFilesException.class);
      }
    }
  }

  @Test
  void anArchiveInWhichABitIsWrongNeverBreaksTheFunction() {
    Random random = new Random(11);
    for (byte[] whole : world(a -> a.file("ash/data", "text ".repeat(300)))) {
      for (int round = 0; round < 400; round++) {
        byte[] broken = whole.clone();
        broken[random.nextInt(4, broken.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          assertThat(check(broken)).isPresent();
        } catch (UnfitFilesException refused) {
          assertThat(refused.why()).endsWith(".");
        } catch (IOException e) {
          throw new AssertionError("in round " + round, e);
        }
      }
    }
  }

  @Test
  void aBrokenConnectionRefusesNoArchive() throws IOException {
    for (byte[] packed : world(a -> a.file("ash/data", random(100_000)))) {
      store(packed);
      FileArchive breaks = new BreakingArchive(archive);
      assertThatThrownBy(
              () -> new UploadedWorld(breaks, "upload", packed.length, SMALL).check(() -> true))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UnfitFilesException.class);
    }
  }

  @Test
  void theCheckEndsWhenItsTimeIsOver() throws IOException {
    for (byte[] packed : world(a -> a.file("ash/data", "x"))) {
      store(packed);
      assertThat(new UploadedWorld(archive, "upload", packed.length, SMALL).check(() -> false))
          .isEmpty();
    }
  }

  private Optional<CheckedWorld> check(byte[] packed) throws IOException {
    store(packed);
    return new UploadedWorld(archive, "upload", packed.length, SMALL).check(() -> true);
  }

  private void store(byte[] packed) throws IOException {
    OptionalLong stored =
        archive.store(
            "upload",
            to -> {
              to.write(packed);
              return true;
            });
    assertThat(stored).hasValue(packed.length);
  }

  private static Stream<Arguments> refused(String name, String why, Archives.Writing writing) {
    byte[][] both = world(writing);
    return Stream.of(
        Arguments.of(name + " in a zip", why, both[0]),
        Arguments.of(name + " in a tar.gz", why, both[1]));
  }

  private static Stream<Arguments> alone(String name, String why, Archives.Writing writing) {
    byte[][] both = Archives.both(writing);
    return Stream.of(
        Arguments.of(name + " in a zip", why, both[0]),
        Arguments.of(name + " in a tar.gz", why, both[1]));
  }

  /** A world in its folder, and what an attacker adds. */
  private static byte[][] world(Archives.Writing more) {
    return Archives.both(
        archive -> {
          archive.file("ash/world.json", Archives.DESCRIPTION);
          more.to(archive);
        });
  }

  private interface Tar {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Tar more) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      more.write(tar);
    }
    return bytes.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  private static final class BrokenConnection extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return read();
    }
  }

  /** Its connection breaks after the first bytes. */
  private record BreakingArchive(FileArchive real) implements FileArchive {
    @Override
    public Optional<InputStream> read(String key) throws IOException {
      byte[] begin = real.read(key, 0, 1_000).orElseThrow();
      return Optional.of(
          new SequenceInputStream(new ByteArrayInputStream(begin), new BrokenConnection()));
    }

    @Override
    public Optional<byte[]> read(String key, long from, int length) throws IOException {
      if (from > 0 || length > 4) {
        throw new IOException("Connection reset");
      }
      return real.read(key, from, length);
    }

    @Override
    public OptionalLong store(String key, Content content) {
      throw new AssertionError();
    }

    @Override
    public boolean copy(String key, String to) {
      throw new AssertionError();
    }

    @Override
    public List<Stored> list(String prefix) {
      throw new AssertionError();
    }

    @Override
    public void remove(List<String> keys) {
      throw new AssertionError();
    }
  }
}
