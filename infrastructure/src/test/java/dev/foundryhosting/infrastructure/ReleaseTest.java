/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code build/release} refuses, makes and leaves, in a small repository with a stand-in for
 * Maven.
 */
class ReleaseTest {
  private static final Path SCRIPT = Path.of("..", "build", "release");
  private static final String POM =
      """
      <project>
        <version>1.2.0-SNAPSHOT</version>
        <dependency>
          <version>1.2.0</version>
        </dependency>
      </project>
      """;
  private static final String CHILD =
      """
      <project>
        <parent>
          <version>1.2.0-SNAPSHOT</version>
        </parent>
      </project>
      """;
  private static final String CHANGES =
      """
      # Change log

      ## [Unreleased]

      ### Added

      - A door.

      ## [1.1.0] - 2026-01-01

      - A wall.
      """;
  private static final String MAVEN =
      """
      #!/bin/bash
      set -e
      case "$*" in
        *makeAggregateBom*)
          for each in "$@"; do
            case $each in
              -DoutputDirectory=*) folder=${each#*=} ;;
              -DoutputName=*) name=${each#*=} ;;
            esac
          done
          echo '{}' > "$folder/$name.json" ;;
        *)
          mkdir -p functions/door/target
          grep -o '[0-9][^<]*' functions/door/pom.xml > functions/door/target/function.zip ;;
      esac
      [ -z "$MAVEN_FAILS" ]
      """;

  @TempDir private Path folder;
  private Path project;
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int code, String output) {}

  @BeforeEach
  void aRepository() throws Exception {
    project = Files.createDirectory(folder.resolve("project"));
    write("pom.xml", POM);
    write("functions/door/pom.xml", CHILD);
    write("CHANGELOG.md", CHANGES);
    write(".gitignore", "target/\n");
    Files.createDirectory(project.resolve("build"));
    Files.copy(SCRIPT, project.resolve("build/release"));
    Path maven = Files.writeString(folder.resolve("mvn"), MAVEN);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    environment.put("MVN", maven.toString());
    environment.put("SKIP_TESTS", "yes");
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Build a door");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String read(String file) throws IOException {
    return Files.readString(project.resolve(file));
  }

  private Run run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().putAll(environment);
    // No setting of a person's own, such as signed tags.
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + role + "_NAME", "A maintainer");
      builder.environment().put("GIT_" + role + "_EMAIL", "maintainer@example.org");
    }
    builder.redirectErrorStream(true);
    Path output = folder.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Run run = run(command);
    assertThat(run.code()).as(run.output()).isZero();
    return run.output();
  }

  private Run release(String version) throws IOException, InterruptedException {
    return run("bash", "build/release", version);
  }

  private void assertRefused(String version, String reason) throws Exception {
    String before = git("log", "--format=%H") + git("tag") + git("status", "--porcelain");

    Run run = release(version);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains(reason);
    assertThat(git("log", "--format=%H") + git("tag") + git("status", "--porcelain"))
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2", "v1.2.0", "1.2.0-SNAPSHOT", "01.2.0", "1.2.0.1", "1.2.x"})
  void aMalformedVersionIsRefused(String version) throws Exception {
    assertRefused(version, "A version has three numbers");
  }

  @Test
  void aChangedFileIsRefusedByName() throws Exception {
    write("pom.xml", POM + "\n");
    assertRefused("1.2.0", "pom.xml");
  }

  @Test
  void aFileThatGitDoesNotKnowIsRefusedByName() throws Exception {
    write("Forgotten.java", "");
    assertRefused("1.2.0", "Forgotten.java");
  }

  @Test
  void aVersionThatIsTaggedIsRefused() throws Exception {
    git("tag", "v1.2.0");
    assertRefused("1.2.0", "The tag v1.2.0 exists");
  }

  @Test
  void aReleaseWithoutNotesIsRefused() throws Exception {
    write("CHANGELOG.md", CHANGES.replace("- A door.", ""));
    git("commit", "--quiet", "--all", "--message", "Forget the notes");
    assertRefused("1.2.0", "lists nothing under [Unreleased]");
  }

  @Test
  void withoutABranchItIsRefused() throws Exception {
    git("checkout", "--quiet", "--detach");
    assertRefused("1.2.0", "No branch is checked out");
  }

  @Test
  void aPackagingThatDoesNotExistIsRefused() throws Exception {
    environment.put("PACKAGING", "wasm");
    assertRefused("1.2.0", "must be native or jvm");
  }

  @Test
  void aFailedBuildLeavesEverythingAsItWas() throws Exception {
    environment.put("MAVEN_FAILS", "yes");
    assertRefused("1.2.0", "all files are as they were");
  }

  @Test
  void aReleaseIsTaggedWithItsNotesAndFollowedByTheNextSnapshot() throws Exception {
    Run run = release("1.2.0");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(git("log", "--format=%s").lines())
        .containsExactly("Set the version to 1.2.1-SNAPSHOT", "Release 1.2.0", "Build a door");
    assertThat(git("cat-file", "-p", "v1.2.0"))
        .contains("foundry-hosting 1.2.0", "- A door.")
        .doesNotContain("- A wall.");
    assertThat(git("show", "v1.2.0:CHANGELOG.md")).containsPattern("## \\[1.2.0] - \\d{4}-");
    assertThat(git("show", "v1.2.0:pom.xml")).isEqualTo(POM.replace("-SNAPSHOT", ""));
    assertThat(git("show", "v1.2.0:functions/door/pom.xml"))
        .isEqualTo(CHILD.replace("-SNAPSHOT", ""));
    assertThat(git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aLibraryOfTheSameVersionKeepsIt() throws Exception {
    assertThat(release("1.2.0").code()).isZero();

    assertThat(read("pom.xml")).isEqualTo(POM.replace("1.2.0-SNAPSHOT", "1.2.1-SNAPSHOT"));
  }

  @Test
  void theFilesHaveTheVersionAndTheirChecksums() throws Exception {
    write("functions/door/target/function.zip", "of yesterday");

    assertThat(release("1.2.0").code()).isZero();

    assertThat(read("target/release/door-1.2.0-jvm.zip")).isEqualTo("1.2.0\n");
    assertThat(read("target/release/SHA256SUMS"))
        .contains("  door-1.2.0-jvm.zip\n", "  foundry-hosting-1.2.0-sbom.json\n");
  }
}
