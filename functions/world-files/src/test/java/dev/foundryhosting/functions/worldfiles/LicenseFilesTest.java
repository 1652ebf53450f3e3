/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseFilesTest {
  private static final UserId ALICE = new UserId("100000000000000001");
  private static final UserId BOB = new UserId("200000000000000002");
  private static final LicenseId LICENSE = LicenseId.ofOwner(ALICE);
  private static final String KEY = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
  private static final Checkpoint ALWAYS = () -> true;

  @TempDir private Path temp;
  private Path root;
  private LicenseFiles files;

  @BeforeEach
  void anEmptyMount() throws IOException {
    root = Files.createDirectories(temp.resolve("instances"));
    files = new LicenseFiles(root, new LicenseStore(root));
  }

  @Test
  void aSignedLicenceIsKeptAndLaidIntoTheNextRun() throws IOException {
    String signed = signed(KEY, "first");
    write(ALICE, signed);

    takeOut(ALICE);
    assertThat(file(ALICE)).doesNotExist();
    assertThat(kept()).hasContent(signed);
    assertThat(permissions(kept())).isEqualTo("rw-------");

    layIn(ALICE);
    assertThat(file(ALICE)).hasContent(signed);
    assertThat(permissions(file(ALICE))).isEqualTo("rw-------");
    assertThat(kept()).hasContent(signed);
    assertThat(listed(root.resolve(ALICE.value()).resolve("Config")))
        .containsExactly("license.json");
  }

  @Test
  void theFirstRunOfABorrowerFindsTheOwnersLicence() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);

    layIn(BOB);

    assertThat(file(BOB)).hasContent(signed(KEY, "first"));
    assertThat(permissions(root.resolve(BOB.value()))).isEqualTo("rwxr-x---");
    assertThat(permissions(file(BOB).getParent())).isEqualTo("rwxr-x---");
    takeOut(BOB);
    assertThat(file(BOB)).doesNotExist();
  }

  @Test
  void withoutAKeptLicenceNothingIsMade() throws IOException {
    layIn(ALICE);

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aLicenceThatLiesThereAlreadyGoesWhenNoneIsKept() throws IOException {
    write(BOB, signed(KEY, "of another licence"));

    layIn(BOB);

    assertThat(file(BOB)).doesNotExist();
    assertThat(file(BOB).getParent()).isDirectory();
    assertThat(kept()).doesNotExist();
  }

  @Test
  void aFileOfAnotherLicenceGivesWay() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);
    write(BOB, signed("ZZZZ", "of another licence"));

    layIn(BOB);

    assertThat(file(BOB)).hasContent(signed(KEY, "first"));
  }

  @Test
  void whatFoundrySignedAnewTakesThePlaceOfTheKeptFile() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);

    write(BOB, signed(KEY.replace("-", ""), "second"));
    takeOut(BOB);
    assertThat(kept()).hasContent(signed(KEY.replace("-", ""), "second"));

    write(ALICE, signed("ANOTHER-KEY", "third"));
    takeOut(ALICE);
    assertThat(kept()).hasContent(signed("ANOTHER-KEY", "third"));
  }

  @Test
  void aBorrowerCannotPutAnotherKeyIntoTheOwnersPlace() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);

    write(BOB, signed("BOBS-OWN-KEY", "second"));
    takeOut(BOB);

    assertThat(kept()).hasContent(signed(KEY, "first"));
    assertThat(file(BOB)).doesNotExist();
  }

  static Stream<String> unsigned() {
    return Stream.of(
        "",
        "no JSON",
        "{\"license\": \"" + KEY + "\"}",
        "{\"license\": \"" + KEY + "\", \"signature\": \"\"}",
        "{\"license\": \"" + KEY + "\", \"signature\": null}",
        "{\"license\": \"" + KEY + "\", \"signature\": {\"a\": 1}}",
        "[{\"signature\": \"x\"}]",
        "\"signature\"",
        "{\"signature\": \"x\"} {\"signature\": \"y\"}",
        "{\"signature\": \"x\", \"signature\": \"y\"}",
        "{\"a\":".repeat(100) + "1" + "}".repeat(100),
        "{\"signature\": \"" + "x".repeat(5 * 1024 * 1024) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("unsigned")
  void whatIsNotSignedIsRemovedAndNotKept(String content) throws IOException {
    write(ALICE, content);

    takeOut(ALICE);

    assertThat(file(ALICE)).doesNotExist();
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatIsNotSignedDoesNotReplaceWhatIsKept() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);
    write(ALICE, "{\"license\": \"" + KEY + "\"}");

    takeOut(ALICE);

    assertThat(kept()).hasContent(signed(KEY, "first"));
  }

  @Test
  void aLinkIsRemovedAndNotFollowed() throws IOException {
    Path treasure = Files.writeString(temp.resolve("treasure"), signed(KEY, "stolen"));
    write(ALICE, "");
    Files.delete(file(ALICE));
    Files.createSymbolicLink(file(ALICE), treasure);

    takeOut(ALICE);
    assertThat(Files.exists(file(ALICE), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(kept()).doesNotExist();

    write(BOB, signed(KEY, "first"));
    takeOut(BOB);
    Files.createSymbolicLink(file(ALICE), treasure);
    Files.createSymbolicLink(file(ALICE).resolveSibling("license.json.new"), treasure);
    layIn(ALICE);
    assertThat(treasure).hasContent(signed(KEY, "stolen"));
    assertThat(file(ALICE)).isRegularFile().hasContent(signed(KEY, "first"));
    assertThat(Files.isSymbolicLink(file(ALICE))).isFalse();
  }

  @Test
  void aConfigThatLeadsElsewhereIsRemovedAndNotFollowed() throws IOException {
    Path elsewhere = HostileFiles.elsewhere(temp);
    Files.writeString(elsewhere.resolve("license.json"), signed(KEY, "stolen"));
    Path config = Files.createDirectories(root.resolve(BOB.value())).resolve("Config");
    Files.createSymbolicLink(config, elsewhere);

    takeOut(BOB);
    assertThat(Files.exists(config, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(kept()).doesNotExist();

    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);
    Files.createSymbolicLink(config, elsewhere);
    layIn(BOB);
    assertThat(Files.isSymbolicLink(config)).isFalse();
    assertThat(file(BOB)).hasContent(signed(KEY, "first"));
    assertThat(elsewhere.resolve("license.json")).hasContent(signed(KEY, "stolen"));
  }

  @Test
  void aPipeStopsNothing() throws Exception {
    write(ALICE, "");
    Files.delete(file(ALICE));
    HostileFiles.pipe(file(ALICE));

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> takeOut(ALICE));
    assertThat(file(ALICE)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"license.json", "license.json.new"})
  void aFolderInThePlaceOfTheFileGoesWithAllThatIsInIt(String name) throws Exception {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);
    Path folder = Files.createDirectory(file(ALICE).resolveSibling(name));
    HostileFiles.depth(folder, 40);

    layIn(ALICE);

    assertThat(file(ALICE)).hasContent(signed(KEY, "first"));
    assertThat(listed(file(ALICE).getParent())).containsExactly("license.json");
  }

  @Test
  void aHardLinkToAnotherFileIsReadAsItsContentAndOnlyTheNameGoes() throws IOException {
    Path other = Files.writeString(temp.resolve("other"), "no licence");
    write(ALICE, "");
    Files.delete(file(ALICE));
    Files.createLink(file(ALICE), other);

    takeOut(ALICE);

    assertThat(other).hasContent("no licence");
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatAnInterruptedWriteLeftGoesToo() throws IOException {
    write(BOB, signed(KEY, "first"));
    Files.writeString(file(BOB).resolveSibling("license.json.new"), signed(KEY, "half"));

    takeOut(BOB);

    assertThat(file(BOB).getParent()).isEmptyDirectory();
  }

  @Test
  void whatIsKeptForALicenceCanBeRemoved() throws IOException {
    write(ALICE, signed(KEY, "first"));
    takeOut(ALICE);

    assertThat(files.remove(LICENSE, ALWAYS)).isPresent();
    assertThat(root.resolve(".licenses")).isEmptyDirectory();
    assertThat(files.remove(LICENSE, ALWAYS)).isPresent();
  }

  private void layIn(UserId user) throws IOException {
    assertThat(files.layIn(user, LICENSE, ALWAYS)).isPresent();
  }

  private void takeOut(UserId user) throws IOException {
    assertThat(files.takeOut(user, LICENSE, ALWAYS)).isPresent();
  }

  private void write(UserId user, String content) throws IOException {
    Files.createDirectories(file(user).getParent());
    Files.writeString(file(user), content);
  }

  private Path file(UserId user) {
    return root.resolve(user.value()).resolve("Config/license.json");
  }

  private Path kept() {
    return root.resolve(".licenses").resolve(LICENSE.value()).resolve("license.json");
  }

  private static String signed(String key, String signature) {
    return "{\"host\": \"foundry\", \"license\": \"%s\", \"signature\": \"%s\"}"
        .formatted(key, signature);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Stream<String> listed(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }
}
