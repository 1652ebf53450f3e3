/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder in the place of the users' file system. Like everything in the emulator it lasts as
 * long as this process.
 */
@Singleton
public class UserFiles {
  private final Path root;

  UserFiles() {
    root = temporary();
  }

  /** A new folder for users' files. */
  public static Path temporary() {
    try {
      return Files.createTempDirectory("foundry-hosting-files-");
    } catch (IOException e) {
      throw new UncheckedIOException("There is no place for the users' files", e);
    }
  }

  public Path root() {
    return root;
  }

  @PreDestroy
  void remove() {
    remove(root);
  }

  /** Removes a folder of a test or of this process with all that is in it; follows no links. */
  public static void remove(Path folder) {
    try {
      Path unused =
          Files.walkFileTree(
              folder,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                  Files.delete(file);
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                    throws IOException {
                  Files.delete(visited);
                  return FileVisitResult.CONTINUE;
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("The users' files could not be removed", e);
    }
  }
}
