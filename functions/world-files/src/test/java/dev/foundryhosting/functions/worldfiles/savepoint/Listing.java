/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the tools of the system say of a folder: each entry with its kind, mode, time and content.
 */
final class Listing {
  private static final String LIST =
      "cd \"$1\" && find . -mindepth 1 \\( -path ./.restoring -o -path ./Config/license.json"
          + " -o -path ./Logs \\) -prune -o \\( -type f -printf '%p\\t%y\\t%m\\t%s\\t%T@\\t' -exec"
          + " sh -c 'sha256sum < \"$1\"' sh {} \\; \\) -o -type d -printf '%p\\t%y\\t%m\\t%T@\\n' -o"
          + " -type l -printf '%p\\t%y\\t%l\\n'";

  private Listing() {}

  /**
   * One line an entry, without what no save point holds. Shared folders have no times; others have
   * microseconds.
   */
  static List<String> of(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", LIST, "sh", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    if (process.waitFor() != 0) {
      throw new IOException("find failed");
    }
    return output
        .lines()
        .map(line -> line.replaceFirst("^(\\./Data(/worlds|/systems|/modules)?)\td\t.*", "$1"))
        .map(line -> line.replaceAll("(\t\\d+\\.\\d{6})\\d*", "$1"))
        .sorted()
        .toList();
  }

  /** As {@link #of}, where all names are text, without a process for each file. */
  static List<String> ofText(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> !folder.relativize(each).startsWith(".restoring"))
          .filter(each -> !each.equals(folder))
          .map(each -> folder.relativize(each) + "\t" + facts(each))
          .map(line -> line.replaceFirst("^(Data(/worlds|/systems|/modules)?)\td\t.*", "$1"))
          .sorted()
          .toList();
    }
  }

  private static String facts(Path each) {
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
      Instant time = Files.getLastModifiedTime(each).toInstant().truncatedTo(ChronoUnit.MICROS);
      return Files.isDirectory(each)
          ? "d\t" + mode + "\t" + time
          : "f\t" + mode + "\t" + time + "\t" + Files.readString(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
