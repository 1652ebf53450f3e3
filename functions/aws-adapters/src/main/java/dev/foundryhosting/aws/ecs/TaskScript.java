/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A shell script of a container, in the file beside this class that has its name. It is part of the
 * task definition, so a container needs nothing but its image.
 */
enum TaskScript {
  /** Prepares a user's folder before the server starts. */
  PREPARE,
  /** Downloads a release into the cache. */
  RELEASE,
  /** PID 1 of the server's container. */
  SERVER;

  private final String text;

  TaskScript() {
    String file = fileName();
    try (InputStream in = TaskScript.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The entry point and command of the script's container.
   *
   * @param arguments of the script
   */
  List<String> command(List<String> arguments) {
    // After the script's text a shell takes the name by which it speaks of itself.
    return Stream.concat(Stream.of("/bin/sh", "-c", text, fileName()), arguments.stream()).toList();
  }

  private String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".sh";
  }
}
