/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.ReleaseListAnswer;
import dev.foundryhosting.api.ReleaseRequest;
import dev.foundryhosting.api.ReleaseStatus;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ServerSize;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Plays the life of a server, of a session, and of a run with its bill, without a person. The exit
 * code is 0 when all went as it should.
 */
public class Demo implements QuarkusApplication {
  private static final String NAME = "Jörg of Ys";
  private static final String SUBDOMAIN = "joerg-of-ys";
  private static final String WORLD = "the-sunless-vault";
  private static final Optional<String> KEY = Optional.of("MADE-UPKE-YTHA-TOPE-NSNO-THIN");

  /** Anna of the page that stands in for Discord. */
  private static final String DISCORD_MEMBER = "1100000000000000101";

  private static final List<String> START =
      List.of("requested", "pulling", "booting", "checking", "ready");

  private final Script script = new Script();
  private final int port;
  private final EmulatedAws aws;
  private final UserResources resources;
  private final DemoUser user;
  private final PooledSession session;
  private static final ReleaseRequest.Cache RELEASE =
      new ReleaseRequest.Cache(
          new FoundryVersion("12.331"),
          Optional.of("https://foundryvtt.example/releases/12.331.zip?signature=made-up"));

  private final EmptyServer emptyServer;
  private final Agreement agreement;

  Demo(
      @ConfigProperty(name = "quarkus.http.port") int port,
      GamePort gamePort,
      EmulatedAws aws,
      UserResources resources,
      Fargate fargate,
      Environment environment) {
    this.port = port;
    this.aws = aws;
    this.resources = resources;
    this.user = new DemoUser(port, gamePort.port(), "300000000000000001");
    this.session =
        new PooledSession(
            new DemoUser(port, gamePort.port(), "300000000000000002"),
            new DemoUser(port, gamePort.port(), "300000000000000003"),
            resources);
    this.emptyServer =
        new EmptyServer(
            new DemoUser(port, gamePort.port(), "300000000000000004"), aws.admin(), environment);
    this.agreement = new Agreement(new DemoUser(port, gamePort.port(), DISCORD_MEMBER), fargate);
  }

  @Override
  public int run(String... arguments) {
    try {
      script.title(
          "The life of a server, over an emulated AWS (functions at http://localhost:%d)"
              .formatted(port));
      cacheRelease();
      create();
      start();
      play();
      stopAndChange();
      destroy();
      script.title("A session on a lent licence");
      session.play(script);
      script.title("A server that stops by itself, and its bill");
      emptyServer.play(script);
      script.title("The licence agreement");
      agreement.play(script);
    } catch (DemoFailure e) {
      System.out.printf("%nNot as it should be: %s%n", e.getMessage());
      return 1;
    }
    script.end();
    return 0;
  }

  private void cacheRelease() {
    script.step(
        "servers install from the release cache, so that a licence key alone can start one",
        this::cached);
    script.step(
        "an administrator has another build cached, by a link from a licence's page",
        () -> {
          user.until(
              "still not cached",
              () -> user.administrate(Action.CACHE_RELEASE, RELEASE),
              answer -> answer.status().is(ReleaseStatus.CACHED));
          return cached();
        });
  }

  private String cached() {
    return user.act(Action.LIST_RELEASES).releases().stream()
        .map(ReleaseListAnswer.Entry::version)
        .collect(Collectors.joining(", "));
  }

  private void create() {
    InstanceRequest.Create registration = DemoUser.registration(NAME, KEY);
    script.step(
        "a name that the platform needs itself is refused",
        () ->
            user.refused(
                ErrorCode.VALIDATION_ERROR, Action.CREATE, DemoUser.registration("www", KEY)));
    script.step(
        "a game master gets a server",
        () -> {
          InstanceAnswer created = user.act(Action.CREATE, registration);
          DemoFailure.expect("subdomain", SUBDOMAIN, created.subdomain());
          return user.until(Status.CREATED).url();
        });
    script.step(
        "a second one is refused",
        () -> user.refused(ErrorCode.INSTANCE_ALREADY_EXISTS, Action.CREATE, registration));
    script.step(
        "its files, bucket, key and secret exist, and nothing that costs while it is off",
        () -> {
          List<String> there = resources.of(user.id(), SUBDOMAIN);
          DemoFailure.unless(
              Stream.of("access point", "bucket", "IAM user", "secret")
                      .allMatch(kind -> there.stream().anyMatch(line -> line.startsWith(kind)))
                  && tasks() == 0,
              "there is",
              there);
        });
  }

  private void start() {
    script.step(
        "the game master chooses the world that each start opens",
        () -> user.act(Action.UPDATE_SETTINGS, opening(WORLD)).world().orElse(""));
    try (Player player = new Player(user, SUBDOMAIN)) {
      script.step(
          "two starts at once are accepted without waiting",
          () -> {
            var second = CompletableFuture.supplyAsync(() -> user.act(Action.START));
            DemoFailure.expect("status", "starting", user.act(Action.START).status().text());
            DemoFailure.expect("status", "starting", second.join().status().text());
          });
      script.step(
          "it runs, after all the phases of a start",
          () -> {
            List<String> phases =
                user.until(Status.RUNNING).progress().orElseThrow().phases().stream()
                    .map(each -> each.phase().text())
                    .toList();
            DemoFailure.expect("phases", START, phases);
            return String.join(" → ", phases);
          });
      script.step("one task runs, not two", () -> DemoFailure.expect("tasks", 1L, tasks()));
      script.step(
          "a player who reloads all the while never sees a half-started server",
          () -> {
            DemoFailure.expect("answers", List.of(404, 200), player.seen());
            return "404, then 200";
          });
    }
  }

  private void play() {
    script.step(
        "the server answers under its name, and says that it stands in for Foundry",
        () -> {
          String page = user.play(SUBDOMAIN, "/").body();
          DemoFailure.unless(page.contains("stands in for Foundry"), "the page is", page);
        });
    script.step(
        "the chosen world is open before the first player comes",
        () -> {
          DemoUser.ServerStatus status = user.serverStatus(SUBDOMAIN);
          DemoFailure.unless(status.active() && status.users() == 0, "the server has", status);
          DemoFailure.expect("world", WORLD, status.world());
          return status.world();
        });
    script.step(
        "a player joins",
        () -> {
          user.player(SUBDOMAIN, "join");
          DemoUser.ServerStatus status = user.serverStatus(SUBDOMAIN);
          DemoFailure.unless(status.active() && status.users() == 1, "the server has", status);
          return "Foundry " + status.version();
        });
    script.step(
        "the game master reads the admin key",
        () -> {
          int length = user.act(Action.GET_ADMIN_KEY).adminKey().length();
          DemoFailure.unless(length >= 16, "too few characters", length);
          return length + " characters";
        });
  }

  private void stopAndChange() {
    script.step(
        "it stops: first drained, then gone",
        () -> {
          DemoFailure.expect("status", "stopping", user.act(Action.STOP).status().text());
          user.until(Status.STOPPED);
          DemoFailure.expect("answer", 404, user.play(SUBDOMAIN, "/").statusCode());
        });
    script.step(
        "another version is chosen, and runs",
        () -> {
          user.act(
              Action.UPDATE_VERSION,
              new InstanceRequest.UpdateVersion(new FoundryVersion("12"), Optional.empty()));
          user.act(Action.START);
          user.until(Status.RUNNING);
          String version = user.serverStatus(SUBDOMAIN).version();
          DemoFailure.unless(version.startsWith("12."), "the version is", version);
          return version;
        });
    script.step(
        "a larger size is chosen: the server that runs keeps its own, the next start has it",
        () -> {
          InstanceAnswer running =
              user.act(Action.UPDATE_SETTINGS, DemoUser.size(ServerSize.LARGE));
          DemoFailure.expect(
              "running size", Optional.of("small"), running.runningSize().map(Label::text));
          String before = resources.definedSize(user.id());
          user.act(Action.STOP);
          user.until(Status.STOPPED);
          user.act(Action.START);
          user.until(Status.RUNNING);
          String after = resources.definedSize(user.id());
          DemoFailure.expect("definition", "2048 CPU units, 8192 MiB", after);
          return before + " → " + after;
        });
  }

  private void destroy() {
    script.step(
        "it is destroyed while it runs",
        () -> {
          InstanceAnswer answer =
              user.act(Action.DESTROY, new InstanceRequest.Destroy(Optional.empty()));
          DemoFailure.expect("status", "destroying", answer.status().text());
          user.untilGone();
        });
    script.step(
        "nothing of the user is left in the emulated AWS; the secret is due for deletion",
        () -> {
          DemoFailure.expect("left", List.of(), resources.of(user.id(), SUBDOMAIN));
          return "%d tasks lived and ended".formatted(aws.admin().tasks().size());
        });
  }

  private static InstanceRequest.UpdateSettings opening(String world) {
    return InstanceRequest.UpdateSettings.world(world);
  }

  private long tasks() {
    return resources.of(user.id(), SUBDOMAIN).stream()
        .filter(line -> line.startsWith("task arn"))
        .count();
  }
}
