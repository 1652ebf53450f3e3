/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A double of the image in one of its lines, whose shells are run by dash or busybox. The resource
 * folder {@code image} says what it imitates.
 */
record ImageDouble(Line line, Shell shell) {
  private static final List<String> TOOLS =
      List.of("busybox", "chroot", "dash", "hostname", "mount", "node", "setpriv", "unshare");

  /** The lines of the image, which differ in how they stop and when they log in. */
  enum Line {
    /** All of 11 and 12, and of later versions what was built before 2026-09-20. */
    TWELVE("12.331", "entrypoint-12.sh", Optional.empty()),
    FOURTEEN("14.350", "entrypoint-14.sh", Optional.of("1000"));

    private final String version;
    private final String entryPoint;
    private final Optional<String> user;

    Line(String version, String entryPoint, Optional<String> user) {
      this.version = version;
      this.entryPoint = entryPoint;
      this.user = user;
    }

    String version() {
      return version;
    }

    /** Who runs its entry point; root when empty. */
    Optional<String> user() {
      return user;
    }
  }

  /** The shell behind {@code /bin/sh}. */
  enum Shell {
    DASH("dash", ""),
    BUSYBOX("busybox", "sh");

    private final String program;
    private final String applet;

    Shell(String program, String applet) {
      this.program = program;
      this.applet = applet;
    }

    List<String> words() {
      return Stream.of(tool(program).orElseThrow(), applet)
          .filter(word -> !word.isEmpty())
          .toList();
    }
  }

  /** The lines with the shells that they have: Alpine's busybox, Debian's dash. */
  static Stream<ImageDouble> asPublished() {
    return Stream.of(
        new ImageDouble(Line.TWELVE, Shell.BUSYBOX), new ImageDouble(Line.FOURTEEN, Shell.DASH));
  }

  static Stream<ImageDouble> all() {
    return Stream.of(Line.values())
        .flatMap(line -> Stream.of(Shell.values()).map(shell -> new ImageDouble(line, shell)));
  }

  /**
   * Leaves a test out where a container cannot be imitated: without these tools, without root and
   * user namespaces, on another system than Linux. CI services set {@code CI}, and so does .ci/run:
   * there it fails.
   */
  static void requireContainers() throws IOException, InterruptedException {
    List<String> missing = TOOLS.stream().filter(name -> tool(name).isEmpty()).toList();
    String reason =
        missing.isEmpty() && !namespaces()
            ? "This user may make no PID, mount and UTS namespaces with unshare."
            : "Install " + String.join(", ", missing) + " (Debian: nodejs, busybox, dash).";
    boolean possible = missing.isEmpty() && namespaces();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(possible).as(reason).isTrue();
    }
    assumeTrue(possible, reason);
  }

  /** The command that begins a container's namespaces; the words after it are its PID 1. */
  static List<String> unshare() {
    Stream<String> identity = isRoot() ? Stream.of() : Stream.of("--map-root-user");
    // The propagation is the default, too; without it the container's mounts would be the
    // machine's.
    return Stream.of(
            Stream.of("unshare", "--mount", "--propagation", "private", "--pid", "--uts"),
            identity,
            Stream.of("--fork", "--kill-child"))
        .flatMap(words -> words)
        .toList();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * Writes the image's files.
   *
   * @param saveMillis how long Foundry saves its world
   */
  void write(Path folder, int saveMillis, int exitCode) throws IOException {
    for (String name : List.of("container.sh", "image.sh", "launcher.sh", "main.mjs")) {
      copy(name, folder.resolve(name));
    }
    copy(line.entryPoint, folder.resolve("entrypoint.sh"));
    Files.writeString(
        folder.resolve("double.json"),
        "{\"version\": \"%s\", \"saveMillis\": %d, \"exitCode\": %d}"
            .formatted(line.version(), saveMillis, exitCode));
    if (isRoot() && line.user().isEmpty()) {
      Files.createFile(folder.resolve("runs-as"));
    }
  }

  private void copy(String name, Path file) throws IOException {
    try (InputStream in = ImageDouble.class.getResourceAsStream("image/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          file,
          name.equals("container.sh")
              ? text
              : text.replaceFirst("^#!/bin/sh", "#!" + String.join(" ", shell.words())));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean namespaces() throws IOException, InterruptedException {
    List<String> probe =
        Stream.concat(unshare().stream(), Stream.of("sh", "-c", "mount -t proc proc /proc"))
            .toList();
    return new ProcessBuilder(probe)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static Optional<String> tool(String name) {
    return Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin", "/sbin"})
        .flatMap(Stream::of)
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  @Override
  public String toString() {
    return "%s, %s".formatted(line, shell).toLowerCase(Locale.ROOT);
  }
}
