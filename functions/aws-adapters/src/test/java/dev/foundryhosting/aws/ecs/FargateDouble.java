/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.instance.UserSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a task's containers as Fargate does, from their definitions alone: a double of the image as
 * the first process of PID, mount and UTS namespaces, with a fresh file system and a host name that
 * no other task has. What outlives a task are the folders of the user and of the cache.
 *
 * <p>Two things are not as on Fargate. The network is the machine's, so Foundry listens on a free
 * port. And the files belong to the user 1000 because the containers' processes do, not because an
 * access point says so; where the tests' user is not root, all are that user's.
 */
final class FargateDouble implements AutoCloseable {
  private static final Map<UserSecret.Field, String> SECRET =
      Map.of(
          UserSecret.Field.ADMIN_KEY, "admin-key",
          UserSecret.Field.ASSETS_ACCESS_KEY_ID, "AKIAEXAMPLE",
          UserSecret.Field.ASSETS_SECRET_ACCESS_KEY, "wJalr/K7MDENG+bPxRfi%sCYEXAMPLEKEY",
          UserSecret.Field.FOUNDRY_USERNAME, "player",
          UserSecret.Field.FOUNDRY_PASSWORD, "password");

  private final ImageDouble image;
  private final Path folder;
  private final List<TaskRun> started = new ArrayList<>();
  private int saveMillis = 300;
  private int exitCode;
  private int tasks;

  /**
   * @param folder holds all that outlives a task
   */
  FargateDouble(ImageDouble image, Path folder) throws IOException {
    this.image = image;
    this.folder = folder;
    for (String name : List.of("", "data", "cache", "site")) {
      Path made = folder.resolve(name);
      Files.createDirectories(made);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    siteAnswers(200);
    Files.writeString(folder.resolve("site/key"), "KEYOFTHEACCOUNT234567890");
    Files.writeString(folder.resolve("site/logins"), "");
    Files.setPosixFilePermissions(
        folder.resolve("site/logins"), PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  Path data() {
    return folder.resolve("data");
  }

  /** Puts the release of the image's version into the cache. */
  FargateDouble withRelease() throws IOException {
    Files.writeString(release(), "zip\n");
    return this;
  }

  /** As {@link #withRelease}, with an archive that does not unpack. */
  FargateDouble withTornRelease() throws IOException {
    Files.writeString(release(), "torn");
    return this;
  }

  /** What lies in the cache. */
  String cached() throws IOException {
    return Files.readString(release());
  }

  private Path release() {
    return folder.resolve("cache/foundryvtt-%s.zip".formatted(image.line().version()));
  }

  /** A world in the user's folder that was not opened yet. */
  FargateDouble withWorld(String name) throws IOException {
    Path worlds = data().resolve("Data/worlds");
    Path world = Files.createDirectories(worlds.resolve(name));
    Files.writeString(world.resolve("world.json"), "{}");
    for (Path made : List.of(data().resolve("Data"), worlds, world, world.resolve("world.json"))) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    return this;
  }

  /** How long Foundry saves its world when it is stopped, and how it ends. */
  FargateDouble savingFor(int millis, int thenExits) {
    saveMillis = millis;
    exitCode = thenExits;
    return this;
  }

  /** What foundryvtt.com answers to a login. */
  void siteAnswers(int status) throws IOException {
    Files.writeString(folder.resolve("site/answer"), Integer.toString(status));
  }

  /** How often the image tried to log in. */
  long logins() throws IOException {
    return Files.readAllLines(folder.resolve("site/logins")).size();
  }

  /** Failures in a row that the newer image has counted in its cache. */
  void failedBefore(int times) throws IOException {
    Files.writeString(folder.resolve("cache/backoff_state"), Integer.toString(times));
  }

  /**
   * Runs {@code prepare} to its end, then starts {@code server}.
   *
   * @param licenseKey in the licence's secret
   */
  TaskRun start(TaskSpec spec, String licenseKey) throws IOException, InterruptedException {
    tasks++;
    Container prepare = spec.containers().getFirst();
    Process prepared = launch(prepare, "1000", licenseKey, 0).start();
    assertThat(prepared.waitFor())
        .as(() -> "prepare says: " + Log.of(folder, prepare.name(), tasks))
        .isZero();
    int port = freePort();
    Container server = spec.containers().getLast();
    ProcessBuilder builder = launch(server, image.line().user().orElse(""), licenseKey, port);
    TaskRun run =
        new TaskRun(builder.start(), port, Log.file(folder, server.name(), tasks), data());
    started.add(run);
    return run;
  }

  private ProcessBuilder launch(Container container, String user, String licenseKey, int port)
      throws IOException {
    Path files = folder.resolve(container.name() + "-image-" + tasks);
    Files.createDirectory(files);
    Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
    image.write(files, saveMillis, exitCode);
    Path root = Files.createDirectory(folder.resolve(container.name() + "-root-" + tasks));
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.of(
                        ImageDouble.unshare().stream(),
                        Stream.of(files.resolve("container.sh"), root).map(Path::toString),
                        Stream.of("ip-10-0-0-" + tasks, ImageDouble.isRoot() ? user : ""),
                        Stream.of(container.readOnly().contains("cache") ? "ro" : "rw"),
                        Stream.concat(
                                Stream.of(files),
                                Stream.of("data", "cache", "site").map(folder::resolve))
                            .map(Path::toString),
                        command(container, port))
                    .flatMap(words -> words)
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(Log.file(folder, container.name(), tasks).toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    // What the image sets itself.
    builder.environment().put("HOME", "/root");
    builder.environment().put("FOUNDRY_VERSION", image.line().version());
    builder.environment().putAll(container.environment());
    builder.environment().putAll(secrets(container, licenseKey));
    return builder;
  }

  private Stream<String> command(Container container, int port) {
    assertThat(container.command()).startsWith("/bin/sh");
    return Stream.concat(image.shell().words().stream(), container.command().stream().skip(1))
        .map(word -> word.equals("--port=30000") ? "--port=" + port : word);
  }

  private static Map<String, String> secrets(Container container, String licenseKey) {
    return container.secrets().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    SECRET.entrySet().stream()
                        .filter(field -> field.getKey().key().equals(entry.getValue().field()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(licenseKey)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    started.forEach(TaskRun::kill);
  }

  /** The logs of containers. */
  private static final class Log {
    static Path file(Path folder, String container, int task) {
      return folder.resolve("%s-%d.log".formatted(container, task));
    }

    static String of(Path folder, String container, int task) {
      try {
        return Files.readString(file(folder, container, task));
      } catch (IOException e) {
        return e.toString();
      }
    }
  }
}
