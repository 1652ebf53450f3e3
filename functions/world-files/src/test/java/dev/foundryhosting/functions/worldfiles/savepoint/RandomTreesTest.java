/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.savepoint.RestoreSavePoint.Selection.Everything;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever lies in a user's folder comes back as it was. */
class RandomTreesTest {
  private static final List<String> PLACES =
      List.of(
          "",
          "Data",
          "Config",
          "Data/worlds",
          "Data/worlds/ash",
          "Data/worlds/ash/data",
          "Data/systems/dnd5e",
          "Data/modules/tiles",
          "Data/assets/maps");

  private static final Unit ASH = new Unit(Unit.Kind.WORLD, "ash");

  private Path temp;
  private SavePointFixture files;

  /** Something that is made in a folder. */
  record Entry(String place, String name, int kind, int size, String mode, long seconds) {}

  @BeforeTry
  void aFolder() throws IOException {
    temp = Files.createTempDirectory("random-trees");
    files = new SavePointFixture(temp);
  }

  @AfterTry
  void remove() throws IOException, InterruptedException {
    new ProcessBuilder("rm", "-rf", temp.toString()).start().waitFor();
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("a", "b", "world.json", "-rf", "...", " ", "a\nb", "ä", "世界", "%2e"),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(60).map(RandomTreesTest::fileName));
    return Combinators.combine(
            Arbitraries.of(PLACES),
            names,
            Arbitraries.integers().between(0, 5),
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2_000),
                Arbitraries.of(0, 262_143, 262_144, 262_145, 600_000)),
            Arbitraries.of("rw-r--r--", "rwxr-x---", "r--------", "rw-rw-rw-"),
            Arbitraries.longs().between(0, 4_000_000_000L))
        .as(Entry::new)
        .list()
        .ofMaxSize(25);
  }

  private static String fileName(String text) {
    String plain = text.replace('/', '_').replace('\0', '_');
    String name = new String(plain.getBytes(UTF_8), UTF_8);
    return name.equals(".") || name.equals("..") || name.isEmpty() ? "dots" : name;
  }

  @Property(tries = 60)
  void anyTreeComesBackAsItWas(@ForAll("entries") List<Entry> entries) throws Exception {
    for (Entry entry : entries) {
      make(entry);
    }
    List<String> before = Listing.of(files.home());
    var unused = files.save("one");
    new ProcessBuilder("find", files.home().toString(), "-mindepth", "1", "-delete")
        .start()
        .waitFor();

    assertThat(files.restore("one", new Everything(), SavePointFixture.ALWAYS)).isTrue();

    assertThat(Listing.of(files.home())).isEqualTo(before);
  }

  @Property(tries = 60)
  void aSecondSavePointOfTheSameTreeStoresNothing(@ForAll("entries") List<Entry> entries)
      throws Exception {
    for (Entry entry : entries) {
      make(entry);
    }
    files.save("one");

    assertThat(files.save("two").orElseThrow().newBytes()).isZero();
  }

  /** A database writes to all of its files, at any time while they are read. */
  @Property(tries = 120)
  void noUnitIsEverTorn(
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @Size(max = 4) Set<@IntRange(min = 1, max = 160) Integer> changes,
      @ForAll @IntRange(max = 300_000) int size)
      throws Exception {
    write(count, 0, size);
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger version = new AtomicInteger();
    Checkpoint changing =
        () -> {
          if (changes.contains(steps.incrementAndGet())) {
            write(count, version.incrementAndGet(), size);
          }
          return true;
        };
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (SecureFolder home = SecureFolder.trusted(files.home())) {
      UserTree tree = new UserTree(home, changing, Runnable::run);
      Fingerprint.Contents looked = tree.contents(ASH, Limits.OF_A_UNIT).orElseThrow();
      new PackUnit(Limits.OF_A_UNIT)
          .pack(
              tree,
              ASH,
              looked,
              (contents, content) -> {
                packed.reset();
                return content.writeTo(packed);
              });
    } catch (UnfitFilesException e) {
      assertThat(changes).hasSizeGreaterThanOrEqualTo(3);
      assertThat(e.why()).isEqualTo("The files of the world ash change while they are read.");
      return;
    }
    Path target = Files.createDirectory(temp.resolve("target"));
    try (SecureFolder folder = SecureFolder.trusted(target)) {
      UnitUnpacker.unpack(
          folder,
          TarFormat.reader(new ByteArrayInputStream(packed.toByteArray())),
          Limits.OF_A_UNIT,
          Runnable::run,
          SavePointFixture.ALWAYS);
    }

    try (Stream<Path> all = Files.list(target.resolve("Data/worlds/ash"))) {
      assertThat(all.map(RandomTreesTest::versions).collect(Collectors.toSet())).hasSize(1);
    }
  }

  private static Set<String> versions(Path file) {
    try {
      return Arrays.stream(Files.readString(file).split(" ", -1)).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(int count, int version, int size) {
    try {
      for (int each = 0; each < count; each++) {
        Path file = files.home().resolve("Data/worlds/ash/" + each);
        Files.createDirectories(file.getParent());
        Files.writeString(file, (version + " ").repeat(size / 2 + 1));
        // The clock may not move between two writes: the second gets a time of its own.
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000 + version)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Entry entry) throws IOException {
    try {
      Path folder = Files.createDirectories(files.home().resolve(entry.place()));
      Path path = folder.resolve(entry.name());
      switch (entry.kind()) {
        case 0 -> Files.createDirectory(path);
        case 1 -> Files.createSymbolicLink(path, Path.of("../" + entry.name()));
        case 2 -> Files.createSymbolicLink(path, Path.of("/etc/passwd"));
        default -> {
          byte[] content = new byte[entry.size()];
          new Random(entry.seconds()).nextBytes(content);
          Files.write(path, content);
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(entry.mode()));
        }
      }
      if (!Files.isSymbolicLink(path)) {
        Instant time = Instant.ofEpochSecond(entry.seconds(), entry.size() * 997L);
        Files.setLastModifiedTime(path, FileTime.from(time));
      }
    } catch (FileSystemException e) {
      // The name is taken, has too many bytes, or lies below what is no folder: no tree has that.
      assertThat(files.home()).isDirectory();
    }
  }
}
