/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.functions.worldfiles.folder.FolderCalls;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of the file system wait for each other, as those of a network do: some are made at once.
 */
class SmallFilesTest {
  private static final int AT_ONCE = 8;
  private static final Unit WORLD = new Unit(Unit.Kind.WORLD, "ash");

  @TempDir private Path temp;
  private final ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
  private SavePointFixture files;

  @BeforeEach
  void aWorldHasManySmallFiles() throws IOException {
    files = new SavePointFixture(temp);
    for (int each = 0; each < 4 * AT_ONCE; each++) {
      files.write("Data/worlds/ash/" + each, "content " + each);
    }
  }

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @Test
  void entriesAreLookedAtTogether() throws IOException {
    Together together = new Together("getFileAttributeView");
    try (SecureFolder home = FolderCalls.open(files.home(), together)) {
      tree(home).contents(WORLD, Limits.OF_A_UNIT);
    }

    assertThat(together.met()).isTrue();
  }

  @Test
  void filesAreReadTogether() throws IOException {
    Together together = new Together("newByteChannel");
    try (SecureFolder home = FolderCalls.open(files.home(), together)) {
      packed(home);
    }

    assertThat(together.met()).isTrue();
  }

  @Test
  void filesAreWrittenTogether() throws Exception {
    Together together = new Together("newByteChannel");
    byte[] packed;
    try (SecureFolder home = SecureFolder.trusted(files.home())) {
      packed = packed(home);
    }
    Path target = Files.createDirectory(temp.resolve("target"));
    try (SecureFolder folder = FolderCalls.open(target, together)) {
      unpack(folder, packed);
    }

    assertThat(together.met()).isTrue();
    assertThat(Listing.of(target)).isEqualTo(Listing.of(files.home()));
  }

  @Test
  void aWriteThatFailsFailsTheWholeAndNoFolderStaysOpen() throws IOException {
    byte[] packed;
    try (SecureFolder home = SecureFolder.trusted(files.home())) {
      packed = packed(home);
    }
    Path target = Files.createDirectory(temp.resolve("target"));
    Files.createDirectories(target.resolve("Data/worlds/ash"));
    Files.writeString(target.resolve("Data/worlds/ash/7"), "in the way");
    long before = openFiles();
    try (SecureFolder folder = SecureFolder.trusted(target)) {
      assertThatThrownBy(() -> unpack(folder, packed))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UnfitFilesException.class);
    }

    assertThat(openFiles()).isEqualTo(before);
    assertThat(target.resolve("Data/worlds/ash/7")).hasContent("in the way");
  }

  private static long openFiles() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private UserTree tree(SecureFolder home) {
    return new UserTree(home, SavePointFixture.ALWAYS, pool);
  }

  private byte[] packed(SecureFolder home) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      assertThat(UnitPacker.pack(tree(home), WORLD, Limits.OF_A_UNIT, gzip)).isPresent();
    }
    return bytes.toByteArray();
  }

  private void unpack(SecureFolder target, byte[] packed) throws IOException {
    assertThat(
            UnitUnpacker.unpack(
                target,
                TarFormat.reader(new ByteArrayInputStream(packed)),
                Limits.OF_A_UNIT,
                pool,
                SavePointFixture.ALWAYS))
        .isTrue();
  }

  /** Holds calls until some are under way at the same time. */
  private static final class Together implements Consumer<String> {
    private final String call;
    private final CountDownLatch latch = new CountDownLatch(AT_ONCE);
    private volatile boolean late;

    Together(String call) {
      this.call = call;
    }

    @Override
    public void accept(String called) {
      if (!called.equals(call) || late || !Thread.currentThread().getName().startsWith("pool")) {
        return;
      }
      latch.countDown();
      try {
        late |= !latch.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean met() {
      return !late && latch.getCount() == 0;
    }
  }
}
