/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts behind the Makefile with stand-ins for the tools that they call. */
abstract class ScriptFixture {
  static final Path BUILD = Path.of("..", "build").toAbsolutePath().normalize();

  /** What the scripts need of the system, and nothing else: no tool of the machine gets in. */
  private static final List<String> SYSTEM =
      List.of(
          "bash",
          "env",
          "cat",
          "cut",
          "dirname",
          "grep",
          "head",
          "mktemp",
          "printf",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "sort",
          "tr",
          "uname",
          "wc",
          "echo",
          "ls",
          "ln",
          "mkdir");

  @TempDir Path folder;
  Path tools;
  private Path calls;
  final Map<String, String> environment = new HashMap<>();

  /** How a script ended, and what it wrote. */
  record Run(int code, String output) {}

  @BeforeEach
  void standIns() throws IOException {
    tools = Files.createDirectory(folder.resolve("bin"));
    calls = Files.createFile(folder.resolve("calls"));
    for (String name : SYSTEM) {
      for (String place : List.of(System.getenv("PATH").split(":", -1))) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program) && !Files.exists(tools.resolve(name))) {
          Files.createSymbolicLink(tools.resolve(name), program);
        }
      }
    }
    // The interpreter itself: what is on the path may be a shim that needs its own tools.
    tool("python3", "exec '" + interpreter() + "' \"$@\"");
    tool("java", "exit 0");
    tool("mvn", "exit 0");
    tool("make", "exit 0");
    tool(
        "pulumi",
        """
        case "$*" in
          version) echo v3.190.0 ;;
          'stack --show-name') echo production ;;
          'config get aws:region') echo eu-central-1 ;;
          'config get foundry-hosting:domainName') echo play.example.org ;;
          'config get foundry-hosting:route53HostedZoneId') echo Z0123456789ABCDEFGHIJ ;;
          'config get discord:clientId') echo 1234567890123456789 ;;
          'config get discord:publicKey') echo 00 ;;
          'config get foundry-hosting:webhookConcurrency') echo "${FAKE_CONCURRENCY:-}" ;;
          'config get foundry-hosting:packaging') echo "${FAKE_PACKAGING:-}" ;;
          'config get foundry-hosting:architecture') echo "${FAKE_ARCHITECTURE:-arm64}" ;;
          'config get'*) exit 1 ;;
          'config --json') echo '{"discord:token":{"secret":true}}' ;;
          'stack output --json') echo "${FAKE_OUTPUTS:-{\\}}" ;;
        esac
        """);
    tool(
        "aws",
        """
        case "$*" in
          --version) echo aws-cli/2.31.0 Python/3.13 ;;
          'sts get-caller-identity'*) printf '123456789012\\tarn:aws:iam::123456789012:user/me\\n' ;;
          'route53 get-hosted-zone'*NameServers*) printf 'ns-2.example.\\tns-1.example.\\n' ;;
          'route53 get-hosted-zone'*) echo "${FAKE_ZONE-example.org.}" ;;
          'service-quotas'*) echo "${FAKE_QUOTA:-1000.0}" ;;
          'dynamodb describe-table'*)
            case "${FAKE_TABLES:-there}" in
              there) echo '{}' ;;
              gone) echo 'ResourceNotFoundException' >&2; exit 255 ;;
              denied) echo 'AccessDeniedException' >&2; exit 255 ;;
            esac ;;
          'dynamodb scan'*) [ "${FAKE_TABLES:-there}" = denied ] && exit 255; echo "${FAKE_ITEMS:-0}" ;;
          'resourcegroupstaggingapi'*) echo "${FAKE_TAGGED:-None}" ;;
          'ecs list-tasks'*) echo "${FAKE_TASKS:-None}" ;;
          's3control get-public-access-block'*) echo "${FAKE_BLOCK:-}" ;;
          'elbv2 describe-load-balancers'*) echo arn:alb ;;
        esac
        """);
    // Nobody answers there: no script asks the world.
    environment.put("NAME_SERVER", "127.0.0.1:9");
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
    environment.put("BUILT_NOTE", folder.resolve("built").toString());
    environment.put("MVN", "mvn");
    environment.put("MAKE", "make");
  }

  private static String interpreter() throws IOException {
    Process process =
        new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** A program that writes down how it was called and then does something. */
  final void tool(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(
        file,
        "#!/bin/bash\necho \"%s $*${FOUNDRY_HOSTING_PACKAGING:+ for $FOUNDRY_HOSTING_PACKAGING}\" >> '%s'\n%s\n"
            .formatted(name, calls, script));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  final Run run(String script, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(BUILD.resolve(script).toString()), Stream.of(arguments))
                .toList());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Path output = folder.resolve("output");
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script + " ends").isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  /** The tools that were called, with their arguments. */
  final List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }
}
