/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.InMemoryFileInventories;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.platform.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Measures save points of a large folder, and prints the figures ({@code make bench}). The archive
 * is a folder, since the emulated S3 keeps all in memory. {@code BENCH_FILES_SCALE=0.1} makes the
 * folder a tenth of its size.
 */
class WorldFilesBench {
  private static final UserId ALICE = new UserId("100000000000000001");

  /** The work is done by a process of its own, whose memory is known. */
  @Test
  void savePointsOfALargeFolder() throws Exception {
    Path temp = Files.createTempDirectory("world-files-bench");
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx320m",
                  "-XX:MaxDirectMemorySize=64m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  WorldFilesBench.class.getName(),
                  temp.toString())
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(System.out::println);
      }
      assertThat(process.waitFor()).isZero();
    } finally {
      new ProcessBuilder("rm", "-rf", temp.toString()).start().waitFor();
    }
  }

  /** Prints one line for each step. */
  public static void main(String[] arguments) throws Exception {
    Path temp = Path.of(arguments[0]);
    String scale = System.getenv().getOrDefault("BENCH_FILES_SCALE", "1");
    Path home = Files.createDirectories(temp.resolve("instances").resolve(ALICE.value()));
    BenchFolder folder = new BenchFolder(home, Double.parseDouble(scale));
    folder.fill();
    System.out.printf(
        "%n%d files, %.2f GB; %d processors%n",
        folder.files(), folder.bytes() / 1e9, Runtime.getRuntime().availableProcessors());
    new WorldFilesBench().measure(temp, home, folder);
  }

  private interface Step {
    void run() throws Exception;
  }

  private void measure(Path temp, Path home, BenchFolder folder) throws Exception {
    Path archive = Files.createDirectories(temp.resolve("archive"));
    ExecutorService readers = Executors.newFixedThreadPool(16);
    try {
      SavePointJobs jobs =
          new SavePointJobs(
              temp.resolve("instances"),
              new FolderFileArchive(archive),
              new InMemoryFileInventories(),
              readers,
              Clock.systemUTC());
      Path tar = temp.resolve("all.tar.gz");
      double compared = seconds(() -> shell("tar -cf - . | gzip -1 > " + tar, home));
      long packed = Files.size(tar);
      Files.delete(tar);
      print("tar | gzip -1 of all", compared);
      double first = seconds(() -> save(jobs, "first"));
      print("first save point", first);
      print("save point, nothing changed", seconds(() -> save(jobs, "second")));
      folder.play();
      print("save point, one world changed", seconds(() -> save(jobs, "third")));
      double world =
          seconds(
              () ->
                  shell(
                      "tar -cf - Data/worlds/" + BenchFolder.CHANGING + " | gzip -1 > " + tar,
                      home));
      print("tar | gzip -1 of that world", world);
      Files.delete(tar);
      print("restore of that world", seconds(() -> restore(jobs)));
      System.out.printf("%-36s %10.2f%n", "first save point / tar | gzip -1", compared / first);
      System.out.printf("%-36s %10.0f MB/s%n", "first save point", folder.bytes() / 1e6 / first);
      System.out.printf("%-36s %10.2f GB%n", "packed by tar | gzip -1", packed / 1e9);
      System.out.printf("%-36s %10d MB%n", "peak memory of the process", peakMegabytes());
    } finally {
      readers.shutdown();
    }
  }

  private static void save(SavePointJobs jobs, String id) throws IOException {
    assertThat(jobs.save(ALICE, order(id), () -> true)).isPresent();
  }

  private static void restore(SavePointJobs jobs) throws IOException {
    Restoration restoration =
        new Restoration(new SavePointId("first"), Optional.of(new WorldName(BenchFolder.CHANGING)));
    assertThat(jobs.restore(ALICE, order("before"), restoration, () -> true)).isPresent();
  }

  private static SavePointOrder order(String id) {
    return new SavePointOrder(
        new SavePointId(id), SavePointOrder.Reason.RUN, Optional.empty(), "13.346");
  }

  private static void shell(String command, Path in) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command).directory(in.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static double seconds(Step step) throws Exception {
    long begun = System.nanoTime();
    step.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void print(String what, double seconds) {
    System.out.printf("%-36s %10.1f s%n", what, seconds);
  }

  /** With all that the virtual machine itself takes. */
  private static long peakMegabytes() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return status.stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
