/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a module of Foundry, or its author, may put into a user's folder. */
public final class HostileFiles {
  private HostileFiles() {}

  /** Makes a pipe, which blocks a program that opens it. */
  public static void pipe(Path path) throws IOException, InterruptedException {
    run("mkfifo", path.toString());
  }

  /** Makes files whose names no text can spell. */
  public static void namesThatAreNoText(Path folder) throws IOException, InterruptedException {
    run(
        "sh",
        "-c",
        "cd \"$1\" && : > \"$(printf 'latin-\\351')\" && mkdir \"$(printf 'bytes-\\377\\376')\""
            + " && : > \"$(printf 'bytes-\\377\\376')/$(printf '\\200')\"",
        "sh",
        folder.toString());
  }

  /** Makes folders within folders, deeper than any path can name. */
  public static void depth(Path folder, int levels) throws IOException, InterruptedException {
    run(
        "sh",
        "-c",
        "cd \"$1\" && i=0 && while [ $i -lt $2 ]; do mkdir -p $3 && cd -P $3 && i=$((i+1)); done"
            + " && : > leaf",
        "sh",
        folder.toString(),
        Integer.toString(levels),
        "a-folder-with-a-long-name-so-that-no-path-leads-to-it");
  }

  /** A bit of everything. */
  public static void all(Path folder, Path elsewhere) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("Data/worlds/realm/data"));
    Files.writeString(folder.resolve("Data/worlds/realm/world.json"), "{}");
    Files.writeString(folder.resolve(".hidden"), "");
    Files.writeString(folder.resolve("a\nname\nof lines"), "");
    Files.writeString(folder.resolve("-rf"), "");
    Files.writeString(folder.resolve("n".repeat(255)), "");
    Files.createSymbolicLink(folder.resolve("out"), elsewhere);
    Files.createSymbolicLink(folder.resolve("Data/root"), Path.of("/"));
    Files.createSymbolicLink(folder.resolve("Data/loop"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve("Data/up"), Path.of("../.."));
    Files.createSymbolicLink(folder.resolve("Data/nowhere"), Path.of("/nowhere/at/all"));
    Files.createLink(folder.resolve("Data/hard"), elsewhere.resolve("treasure.txt"));
    pipe(folder.resolve("Data/pipe"));
    namesThatAreNoText(folder);
  }

  /** A folder outside, with a file that must survive. */
  public static Path elsewhere(Path parent) throws IOException {
    Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("treasure.txt"), "gold");
    return elsewhere;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }
}
