/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFoldersTest {
  private static final UserId ALICE = new UserId("100000000000000001");
  private static final UserId BOB = new UserId("200000000000000002");
  private static final Checkpoint ALWAYS = () -> true;

  @TempDir private Path temp;
  private Path root;
  private Path home;
  private UserFolders folders;

  @BeforeEach
  void aliceHasAFolder() throws IOException {
    root = Files.createDirectories(temp.resolve("instances"));
    home = Files.createDirectories(root.resolve(ALICE.value()));
    folders = new UserFolders(root);
  }

  @Test
  void everythingOfAUserIsRemovedAndNothingElse() throws Exception {
    Path elsewhere = HostileFiles.elsewhere(temp);
    HostileFiles.all(home, elsewhere);
    Path other = Files.createDirectories(root.resolve(BOB.value()).resolve("Data"));
    Files.createSymbolicLink(home.resolve("neighbour"), Path.of("../" + BOB));

    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();

    assertThat(home).doesNotExist();
    assertThat(elsewhere.resolve("treasure.txt")).hasContent("gold");
    assertThat(other).isDirectory();
  }

  @Test
  void aFolderThatIsGoneIsAsGood() throws IOException {
    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();
    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();
    assertThat(home).doesNotExist();
  }

  @Test
  void foldersDeeperThanAnyPathAreRemoved() throws Exception {
    HostileFiles.depth(home, 500);
    HostileFiles.depth(Files.createDirectory(home.resolve(".removed-0")), 30);

    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();
    assertThat(home).doesNotExist();
  }

  @Test
  void foldersThatTheirOwnerClosedAreRemoved() throws IOException {
    Path closed = Files.createDirectories(home.resolve("closed/inner"));
    Files.writeString(closed.resolve("file"), "");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("---------"));

    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();
    assertThat(home).doesNotExist();
  }

  @Test
  void aLinkInThePlaceOfAUsersFolderIsRemovedAndNotFollowed() throws IOException {
    Path elsewhere = HostileFiles.elsewhere(temp);
    Files.delete(home);
    Files.createSymbolicLink(home, elsewhere);

    assertThat(folders.remove(ALICE, ALWAYS)).isPresent();
    assertThat(home).doesNotExist();
    assertThat(elsewhere.resolve("treasure.txt")).hasContent("gold");
  }

  @Test
  void aLargeFolderIsRemovedInSlices() throws IOException {
    for (int folder = 0; folder < 20; folder++) {
      Path world = Files.createDirectories(home.resolve("Data/worlds/world-" + folder));
      for (int file = 0; file < 50; file++) {
        Files.writeString(world.resolve("file-" + file), "");
      }
    }
    int slices = 0;
    AtomicInteger left = new AtomicInteger();
    do {
      left.set(300);
      slices++;
      assertThat(slices).isLessThan(10);
    } while (folders.remove(ALICE, () -> left.getAndDecrement() > 0).isEmpty());

    assertThat(slices).isGreaterThan(2);
    assertThat(home).doesNotExist();
  }

  @Test
  void whatVanishesMeanwhileIsNoFailure() throws IOException {
    Path fleeting = Files.createDirectories(home.resolve("fleeting"));
    Files.writeString(fleeting.resolve("file"), "");
    Files.writeString(home.resolve("other"), "");
    AtomicInteger asked = new AtomicInteger();
    Checkpoint vanishing =
        () -> {
          try {
            if (asked.incrementAndGet() == 3) {
              Files.deleteIfExists(fleeting.resolve("file"));
              Files.deleteIfExists(fleeting);
              Files.deleteIfExists(home.resolve("other"));
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return true;
        };

    assertThat(folders.remove(ALICE, vanishing)).isPresent();
    assertThat(home).doesNotExist();
  }
}
