/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The download's script, run for real by each shell with curl and unzip, beside doubles of the
 * image's own tools that log in, and against a server in the place of foundryvtt.com.
 */
@EnabledOnOs(OS.LINUX)
class ReleaseScriptTest {
  private static final String VERSION = "13.346";
  private static final String PASSWORD = "s3cret \"$(id)\" pass";
  private static final String SIGNATURE = "X-Amz-Signature=0123456789abcdef";

  @TempDir Path folder;
  private Path cache;
  private HttpServer site;
  private byte[] body = new byte[0];
  private int status = 200;
  private int requests;

  @BeforeEach
  void theSiteServesTheRelease() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    body = archive("resources/app/package.json", 13, 346);
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          requests++;
          try (exchange) {
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            exchange.getResponseBody().write(status == 200 ? body : new byte[0]);
          }
        });
    site.start();
    tool("authenticate.js", "test \"$1\" = player && test \"$2\" = '%s'".formatted(PASSWORD));
    tool("get_release_url.js", "echo noise >&2; printf '%s' '" + url() + "'");
  }

  @AfterEach
  void theSiteCloses() {
    site.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void theAccountLogsInAndDownloads(ImageDouble.Shell shell) throws Exception {
    assertThat(run(shell, account())).isZero();

    assertThat(release()).hasBinaryContent(body);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(release())))
        .isEqualTo("rw-r--r--");
    assertThat(leftovers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aLinkNeedsNoLogin(ImageDouble.Shell shell) throws Exception {
    tool("authenticate.js", "exit 1");
    body = archive("package.json", 13, 346);

    assertThat(run(shell, Map.of("FOUNDRY_RELEASE_URL", url()))).isZero();

    assertThat(release()).hasBinaryContent(body);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCachedIsNotDownloadedAgain(ImageDouble.Shell shell) throws Exception {
    Files.writeString(release(), "cached before");

    assertThat(run(shell, account())).isZero();

    assertThat(release()).hasContent("cached before");
    assertThat(requests).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedLoginIsNoRefusalForTooMany(ImageDouble.Shell shell) throws Exception {
    tool("authenticate.js", "echo \"Unable to log in as $1 with $2\"; exit 255");
    assertThat(run(shell, account())).isEqualTo(63);

    tool("authenticate.js", "echo 'error: Unexpected response Too Many Requests'; exit 255");
    assertThat(run(shell, account())).isEqualTo(64);
    assertThat(leftovers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void withoutALinkThereIsNoDownload(ImageDouble.Shell shell) throws Exception {
    tool("get_release_url.js", "echo 'Unexpected response 404: Not Found' >&2; exit 255");
    assertThat(run(shell, account())).isEqualTo(65);

    tool("get_release_url.js", "echo 'Unexpected response 429: ' >&2; exit 255");
    assertThat(run(shell, account())).isEqualTo(64);
    assertThat(requests).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSiteRefusesIsNotKept(ImageDouble.Shell shell) throws Exception {
    status = 403;
    assertThat(run(shell, account())).isEqualTo(65);

    status = 429;
    assertThat(run(shell, account())).isEqualTo(64);
    assertThat(requests).as("a refusal is not answered by more requests").isEqualTo(2);

    site.stop(0);
    assertThat(run(shell, account())).isEqualTo(65);
    assertThat(release()).doesNotExist();
    assertThat(leftovers()).isEmpty();
  }

  /** The case shared-cache-of-old-images: a spoiled archive is kept for nobody. */
  @ParameterizedTest
  @EnumSource
  void whatIsNotThisReleaseIsNotKept(ImageDouble.Shell shell) throws Exception {
    byte[] whole = body;
    List<byte[]> wrong =
        List.of(
            new byte[0],
            "<html>".getBytes(UTF_8),
            Arrays.copyOf(whole, whole.length - 40),
            torn(whole),
            archive("resources/app/package.json", 13, 3460),
            archive("resources/app/package.json", 12, 346),
            archive("Contents/app/package.json", 13, 346));
    for (byte[] download : wrong) {
      body = download;
      assertThat(run(shell, account())).isEqualTo(62);
      assertThat(release()).doesNotExist();
      assertThat(leftovers()).isEmpty();
    }
  }

  /** The case shared-cache-of-old-images: no two downloads write one file. */
  @ParameterizedTest
  @EnumSource
  void twoAtOnceEndWithOneWholeArchive(ImageDouble.Shell shell) throws Exception {
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run(shell, account());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(run(shell, account())).isZero();
    assertThat(other.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(release()).hasBinaryContent(body);
    assertThat(leftovers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledDownloadLeftGoesAfterAnHour(ImageDouble.Shell shell) throws Exception {
    Path old = Files.createDirectory(cache.resolve(".new-abcdef"));
    Files.writeString(old.resolve("archive"), "half");
    Path fresh = Files.createDirectory(cache.resolve(".new-ghijkl"));
    Path unused =
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(90))));

    assertThat(run(shell, account())).isZero();

    assertThat(leftovers()).containsExactly(fresh);
  }

  private int run(ImageDouble.Shell shell, Map<String, String> secrets) throws Exception {
    List<String> command = new ArrayList<>(shell.words());
    command.addAll(TaskScript.RELEASE.command(List.of()).subList(1, 4));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("FOUNDRY_VERSION", VERSION);
    builder.environment().put("CONTAINER_CACHE", cache.toString());
    builder.environment().putAll(secrets);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said)
        .as("what goes to the log")
        .startsWith("Release: ")
        .hasLineCount(1)
        .doesNotContain(PASSWORD, "player", SIGNATURE);
    return process.exitValue();
  }

  private static Map<String, String> account() {
    Map<String, String> account = new HashMap<>();
    account.put("FOUNDRY_USERNAME", "player");
    account.put("FOUNDRY_PASSWORD", PASSWORD);
    return account;
  }

  private void tool(String name, String script) throws IOException {
    Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String url() {
    return "http://127.0.0.1:%d/release.zip?a=1&%s"
        .formatted(site.getAddress().getPort(), SIGNATURE);
  }

  private Path release() {
    return cache.resolve("foundryvtt-%s.zip".formatted(VERSION));
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith(".new-")).toList();
    }
  }

  private static byte[] archive(String file, int generation, int build) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(
          "{\n  \"release\": {\"generation\": %d, \"channel\": \"stable\", \"build\": %d}}"
              .formatted(generation, build)
              .getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("resources/app/main.mjs"));
      zip.write("console.log('Foundry');".repeat(500).getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The same archive with a byte changed in what it holds. */
  private static byte[] torn(byte[] whole) {
    byte[] torn = whole.clone();
    int inTheFirstFile = 30 + "resources/app/package.json".length() + 12;
    torn[inTheFirstFile] ^= 0x55;
    return torn;
  }
}
