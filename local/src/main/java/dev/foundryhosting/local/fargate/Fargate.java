/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.functions.FunctionHost;
import dev.foundryhosting.local.stack.StandInReleases;
import dev.foundryhosting.local.stack.UserFiles;
import dev.foundryhosting.release.Build;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * Stands in for Fargate: takes the emulator's tasks through their lives, runs a stand-in server for
 * each server task, and sends {@code task-events} each change.
 */
@Singleton
public class Fargate {
  private static final String LISTENER = "task-events";

  private final EmulatorAdmin emulator;
  private final EcsClient ecs;
  private final FunctionHost functions;
  private final Activity activity;
  private final TaskLife life;
  private final UserFiles files;
  private final boolean asks;
  private final Clock clock;

  /** Only the one thread that calls {@link #look} touches these. */
  private final Map<String, Seen> seen = new HashMap<>();

  private final Map<String, StandInServer> serversByAddress = new ConcurrentHashMap<>();
  private final Map<String, StandInServer> serversByUser = new ConcurrentHashMap<>();

  /** The users whose servers ask for the licence agreement, where the others do not. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /**
   * @param clock the platform's, for a task's times; a task stays in a state in real time, since
   *     the platform's clock may jump
   * @param asks whether servers ask for the licence agreement, which else is accepted at once
   */
  Fargate(
      EmulatedAws aws,
      AwsClients clients,
      FunctionHost functions,
      Activity activity,
      UserFiles files,
      @ConfigProperty(name = "foundry.local.pace", defaultValue = "1") double factor,
      @ConfigProperty(name = "foundry.local.ask-for-agreement", defaultValue = "false")
          boolean asks,
      Clock clock) {
    this.emulator = aws.admin();
    this.ecs = clients.ecs();
    this.functions = functions;
    this.activity = activity;
    this.files = files;
    this.asks = asks;
    this.life = new TaskLife(factor);
    this.clock = clock;
  }

  /** From now on a user's servers ask for the licence agreement. */
  public void askForAgreement(String userId) {
    asked.add(userId);
  }

  /** Makes the changes that are due. */
  public void look() {
    emulator.tasks().forEach(this::look);
  }

  /** The server at an address of the emulated network, if one runs there. */
  public Optional<StandInServer> serverAt(String privateIp) {
    return Optional.ofNullable(serversByAddress.get(privateIp));
  }

  /** The server of a user, if it runs. */
  public Optional<StandInServer> serverOf(String userId) {
    return Optional.ofNullable(serversByUser.get(userId));
  }

  @PreDestroy
  void stop() {
    serversByAddress.values().forEach(StandInServer::close);
  }

  private void look(EcsTask task) {
    Instant now = clock.instant();
    Seen before = seen.get(task.arn());
    Seen as = Seen.of(task);
    if (before == null || !before.sameState(as)) {
      // A new task, or StopTask was called: ECS sends an event for both.
      seen.put(task.arn(), as);
      if (!as.status().equals("STOPPED")) {
        publish(task, now);
      }
      return;
    }
    Duration inState = Duration.ofNanos(System.nanoTime() - before.sinceNanos());
    life.next(task, inState, now).ifPresent(change -> make(task, change, now));
  }

  private void make(EcsTask task, ObjectNode change, Instant now) {
    EcsTask next = new EcsTask(change);
    if (next.isHealthy()) {
      boot(task);
    }
    if (next.status().equals("DEPROVISIONING")) {
      shutDown(task);
      if (!task.isServer() && task.desiredStatus().equals("RUNNING")) {
        download(task);
      }
    }
    EcsTask changed = emulator.updateTask(task.arn(), change);
    seen.put(task.arn(), Seen.of(changed));
    if (change.has("lastStatus")) {
      publish(changed, now);
    }
  }

  private void boot(EcsTask task) {
    download(task);
    Path folder = files.root().resolve(task.user());
    boolean asksNow = asks || asked.contains(task.user());
    StandInServer server =
        new StandInServer(task.user(), version(task), activity, folder, world(task), asksNow);
    serversByUser.put(task.user(), server);
    serversByAddress.put(task.address(), server);
  }

  /** What a task downloads lies in the cache for all from then on. */
  private void download(EcsTask task) {
    if (task.downloads()) {
      Build.find(version(task)).ifPresent(new StandInReleases(files.root())::put);
    }
  }

  /** The world that the task's server is to open; empty for the setup. */
  private String world(EcsTask task) {
    return ecs
        .describeTaskDefinition(describe -> describe.taskDefinition(task.definitionArn()))
        .taskDefinition()
        .containerDefinitions()
        .stream()
        .filter(container -> container.name().equals(EcsTask.SERVER))
        .flatMap(container -> container.environment().stream())
        .filter(variable -> variable.name().equals("FOUNDRY_WORLD"))
        .map(KeyValuePair::value)
        .findFirst()
        .orElse("");
  }

  private void shutDown(EcsTask task) {
    StandInServer server = serversByAddress.remove(task.address());
    if (server != null) {
      serversByUser.remove(task.user(), server);
      server.close();
    }
  }

  private void publish(EcsTask task, Instant now) {
    String what = task.isServer() ? "server of " + task.user() : "download of a release";
    String title = what + " · " + task.status();
    activity.note(Activity.Kind.TASK, title, task.stoppedReason());
    functions.invokeLater(LISTENER, TaskEvent.of(task, now).toString().getBytes(UTF_8));
  }

  /** The image's tag; a generation means its newest release, as with the real image. */
  private static String version(EcsTask task) {
    String tag = task.image().substring(task.image().lastIndexOf(':') + 1);
    return switch (tag) {
      case "11" -> "11.315";
      case "12" -> "12.343";
      case "13", "release", "latest" -> "13.346";
      default -> tag;
    };
  }

  /** A task's state, and since when it is known. */
  private record Seen(String status, String desired, long sinceNanos) {
    static Seen of(EcsTask task) {
      return new Seen(task.status(), task.desiredStatus(), System.nanoTime());
    }

    boolean sameState(Seen other) {
      return status.equals(other.status) && desired.equals(other.desired);
    }
  }
}
