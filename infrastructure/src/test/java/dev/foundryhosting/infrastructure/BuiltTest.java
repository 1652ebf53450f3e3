/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code build/built} takes for built, in a small project. */
class BuiltTest {
  private static final Path SCRIPT = Path.of("..", "build", "built");

  @TempDir private Path project;

  @BeforeEach
  void aProjectThatIsBuilt() throws Exception {
    write("pom.xml");
    write("shared-model/src/main/java/Rule.java");
    write("functions/sample/src/main/java/Sample.java");
    write("functions/sample/src/test/java/SampleTest.java");
    write("functions/sample/target/function.zip");
    write("infrastructure/src/main/java/Main.java");
    write("infrastructure/target/infrastructure.jar");
    Files.createDirectory(project.resolve("build"));
    Files.copy(SCRIPT, project.resolve("build/built"));
    assertThat(built("note", "jvm arm64")).isZero();
  }

  private void write(String file, String... lines) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, Stream.of(lines).toList());
  }

  private int built(String verb, String how) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("python3", project.resolve("build/built").toString(), verb, how);
    builder.environment().remove("BUILT_NOTE");
    return builder.inheritIO().start().waitFor();
  }

  private void assertBuilt(boolean expected) throws Exception {
    assertThat(built("check", "jvm arm64")).isEqualTo(expected ? 0 : 1);
  }

  @Test
  void anUnchangedModuleIsBuilt() throws Exception {
    assertBuilt(true);
    write("functions/sample/src/test/java/SampleTest.java", "// not deployed");
    write("functions/sample/target/classes/Sample.class", "// compiled");
    assertBuilt(true);
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws Exception {
    write("shared-model/src/main/java/Rule.java", "// stricter");
    assertBuilt(false);
  }

  @Test
  void aNewVersionOfALibraryIsBuiltAgain() throws Exception {
    write("pom.xml", "<project/>");
    assertBuilt(false);
  }

  @Test
  void aRemovedSourceIsBuiltAgain() throws Exception {
    Files.delete(project.resolve("functions/sample/src/main/java/Sample.java"));
    assertBuilt(false);
  }

  /** Such as one of another branch. */
  @Test
  void aPackageOfAnotherBuildIsBuiltAgain() throws Exception {
    write("functions/sample/target/function.zip", "of other sources");
    assertBuilt(false);
  }

  @Test
  void anotherPackagingIsBuiltAgain() throws Exception {
    assertThat(built("check", "native arm64")).isEqualTo(1);
  }

  @Test
  void aPackageWithoutANoteIsBuiltAgain() throws Exception {
    Files.delete(project.resolve(".local/built"));
    assertBuilt(false);
  }
}
