package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import io.quarkus.runtime.QuarkusApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Plays a server's whole life, a session's, and an evening's with its bill, without a person. Ends
 * with 0 when all was as it should be.
 */
public class Demo implements QuarkusApplication {
  private static final UserId USER = new UserId("300000000000000001");
  private static final String NAME = "Jörg of Ys";
  private static final String SUBDOMAIN = "joerg-of-ys";
  private static final List<String> START =
      List.of("requested", "pulling", "booting", "checking", "ready");

  private final EmulatedAws aws;
  private final ResidueCheck leftovers;
  private final PooledSession session;
  private final Environment environment;
  private final int gamePort;
  private final Caller caller;
  private final int port;

  Demo(
      @ConfigProperty(name = "quarkus.http.port") int port,
      GamePort gamePort,
      EmulatedAws aws,
      ResidueCheck leftovers,
      References references,
      Environment environment) {
    this.aws = aws;
    this.leftovers = leftovers;
    this.port = port;
    this.caller = new Caller(port, gamePort.port(), USER.value());
    this.session = new PooledSession(port, gamePort.port(), leftovers, references);
    this.environment = environment;
    this.gamePort = gamePort.port();
  }

  @Override
  public int run(String... arguments) {
    System.out.printf(
        "%nThe life of a server, over an emulated AWS (functions at http://localhost:%d):%n%n",
        port);
    Script script = new Script(System.out);
    try {
      create(script);
      start(script);
      play(script);
      stopAndChange(script);
      destroy(script);
      System.out.printf("%nA session on a licence that somebody lends:%n%n");
      session.play(script);
      System.out.printf("%nAn evening that ends by itself, and its bill:%n%n");
      new EmptyServer(port, gamePort, aws.admin(), environment).play(script);
    } catch (DemoFailure e) {
      System.out.printf("%nNot as it should be: %s%n", e.getMessage());
      return 1;
    }
    script.end();
    return 0;
  }

  private void create(Script script) {
    script.step(
        "a name that the platform needs itself is refused",
        () -> refusedAs("VALIDATION_ERROR", caller.refused("create", registration("www"))));
    script.step(
        "a game master gets a server",
        () -> {
          JsonNode created = caller.act("create", registration(NAME));
          DemoFailure.expect("subdomain", SUBDOMAIN, created.path("subdomain").asText());
          return caller.until("created").path("url").asText();
        });
    script.step(
        "a second one is refused",
        () -> refusedAs("INSTANCE_ALREADY_EXISTS", caller.refused("create", registration(NAME))));
    script.step(
        "its files, bucket, key and secret exist, and nothing that costs while it is off",
        () -> {
          List<String> there = leftovers.of(USER, SUBDOMAIN);
          DemoFailure.unless(
              mentions(there, "access point", "bucket", "IAM user", "secret")
                  && there.stream().noneMatch(line -> line.startsWith("task arn")),
              "there is",
              there);
          return "";
        });
  }

  private void start(Script script) {
    try (Player player = new Player(caller, SUBDOMAIN)) {
      script.step(
          "two starts at once are accepted without waiting",
          () -> {
            var second = CompletableFuture.supplyAsync(() -> caller.act("start"));
            String first = caller.act("start").path("status").asText();
            DemoFailure.expect("status", "starting", first);
            DemoFailure.expect("status", "starting", second.join().path("status").asText());
            return "";
          });
      script.step(
          "it runs, after all the phases of a start",
          () -> {
            List<String> phases = new ArrayList<>();
            caller
                .until("running")
                .path("progress")
                .path("phases")
                .forEach(each -> phases.add(each.path("phase").asText()));
            DemoFailure.expect("phases", START, phases);
            return String.join(" → ", phases);
          });
      script.step(
          "one task runs, not two",
          () -> {
            long tasks =
                leftovers.of(USER, SUBDOMAIN).stream()
                    .filter(line -> line.startsWith("task arn"))
                    .count();
            DemoFailure.expect("tasks", 1L, tasks);
            return "";
          });
      script.step(
          "who reloaded the page all the while never saw a half-started server",
          () -> {
            DemoFailure.expect("answers", List.of(404, 200), player.seen());
            return "404, then 200";
          });
    }
  }

  private void play(Script script) {
    script.step(
        "the server answers under its name, and says that it stands in for Foundry",
        () -> {
          String page = caller.play(SUBDOMAIN, "/").body();
          DemoFailure.unless(page.contains("stands in for Foundry"), "the page is", page);
          return "";
        });
    script.step(
        "a player joins, and a world runs",
        () -> {
          caller.join(SUBDOMAIN);
          JsonNode status = caller.read(caller.play(SUBDOMAIN, "/api/status").body());
          DemoFailure.expect("users", 1, status.path("users").asInt());
          DemoFailure.expect("active", true, status.path("active").asBoolean());
          return "Foundry " + status.path("version").asText();
        });
    script.step(
        "the game master reads the admin key",
        () -> {
          int length = caller.act("get-admin-key").path("adminKey").asText().length();
          DemoFailure.unless(length >= 16, "too few characters", length);
          return length + " characters";
        });
  }

  private void stopAndChange(Script script) {
    script.step(
        "it stops: first drained, then gone",
        () -> {
          DemoFailure.expect("status", "stopping", caller.act("stop").path("status").asText());
          caller.until("stopped");
          DemoFailure.expect("answer", 404, caller.play(SUBDOMAIN, "/").statusCode());
          return "";
        });
    script.step(
        "another version is chosen, and runs",
        () -> {
          caller.act("update-version", "foundryVersion", "12");
          caller.act("start");
          caller.until("running");
          JsonNode status = caller.read(caller.play(SUBDOMAIN, "/api/status").body());
          String version = status.path("version").asText();
          DemoFailure.unless(version.startsWith("12."), "the version is", version);
          return version;
        });
  }

  private void destroy(Script script) {
    script.step(
        "it is destroyed while it runs",
        () -> {
          DemoFailure.expect(
              "status", "destroying", caller.act("destroy").path("status").asText());
          caller.untilGone();
          return "";
        });
    script.step(
        "nothing of the user is left in the emulated AWS; the secret is due for deletion",
        () -> {
          DemoFailure.expect("left", List.of(), leftovers.of(USER, SUBDOMAIN));
          return "%d tasks lived and ended".formatted(aws.admin().tasks().size());
        });
  }

  private static Object[] registration(String name) {
    return new Object[] {
      "username", name, "licenseType", "byol", "licenseKey", "MADE-UPKE-YTHA-TOPE-NSNO-THIN"
    };
  }

  private static String refusedAs(String code, String answered) {
    DemoFailure.expect("code", code, answered);
    return code;
  }

  private static boolean mentions(List<String> lines, String... words) {
    return List.of(words).stream()
        .allMatch(word -> lines.stream().anyMatch(line -> line.startsWith(word)));
  }
}
