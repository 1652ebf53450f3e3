package dev.foundryhosting.local.fargate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.functions.EventDelivery;
import dev.foundryhosting.platform.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for Fargate: walks the emulator's tasks through their lives, runs a stand-in server for
 * each that serves, and tells {@code task-events} of every change.
 */
public final class Fargate implements AutoCloseable {
  private static final String LISTENER = "task-events";

  private final EmulatorAdmin emulator;
  private final EventDelivery delivery;
  private final Activity activity;
  private final TaskLife life;
  private final Clock clock;

  /** Only the one thread that calls {@link #look} touches these. */
  private final Map<String, Seen> seen = new HashMap<>();

  private final Map<String, StandInServer> serversByAddress = new ConcurrentHashMap<>();
  private final Map<String, StandInServer> serversByUser = new ConcurrentHashMap<>();

  /**
   * @param clock the platform's, by which a task's times are noted; how long a task is in a state
   *     is real time, since the platform's may jump
   */
  public Fargate(
      EmulatorAdmin emulator, EventDelivery delivery, Activity activity, Speed pace, Clock clock) {
    this.emulator = emulator;
    this.delivery = delivery;
    this.activity = activity;
    this.life = new TaskLife(pace);
    this.clock = clock;
  }

  /** Looks at all tasks once and makes the changes that are due. */
  public void look() {
    for (JsonNode task : emulator.tasks()) {
      look(task);
    }
  }

  /** The server that listens at an address of the emulated network, if one does. */
  public Optional<StandInServer> serverAt(String privateIp) {
    return Optional.ofNullable(serversByAddress.get(privateIp));
  }

  /** The server of a user, if it runs. */
  public Optional<StandInServer> serverOf(String userId) {
    return Optional.ofNullable(serversByUser.get(userId));
  }

  @Override
  public void close() {
    serversByAddress.values().forEach(StandInServer::close);
  }

  private void look(JsonNode task) {
    Instant now = clock.instant();
    String arn = task.path("taskArn").asText();
    Seen before = seen.get(arn);
    Seen as = Seen.of(task);
    if (before == null || !before.sameState(as)) {
      // New, or StopTask was called: that is a change that ECS tells about as well.
      seen.put(arn, as);
      if (!as.status().equals("STOPPED")) {
        tell(task, now);
      }
      return;
    }
    Duration inState = Duration.ofNanos(System.nanoTime() - before.sinceNanos());
    life.next(task, inState, now).ifPresent(change -> make(arn, task, change, now));
  }

  private void make(String arn, JsonNode task, ObjectNode change, Instant now) {
    if (change.path("healthStatus").asText().equals("HEALTHY")) {
      boot(task);
    }
    if (change.path("lastStatus").asText().equals("DEPROVISIONING")) {
      shutDown(task);
    }
    JsonNode changed = emulator.updateTask(arn, change);
    seen.put(arn, Seen.of(changed));
    if (change.has("lastStatus")) {
      tell(changed, now);
    }
  }

  private void boot(JsonNode task) {
    String user = user(task);
    StandInServer server = StandInServer.start(user, version(task), activity);
    serversByUser.put(user, server);
    serversByAddress.put(address(task), server);
  }

  private void shutDown(JsonNode task) {
    StandInServer server = serversByAddress.remove(address(task));
    if (server != null) {
      serversByUser.remove(user(task), server);
      server.close();
    }
  }

  private void tell(JsonNode task, Instant now) {
    String what = TaskLife.serves(task) ? "server" : "one-off task";
    String stopped = task.hasNonNull("stoppedReason") ? task.path("stoppedReason").asText() : "";
    activity.note(
        Activity.Kind.TASK,
        "%s of %s · %s".formatted(what, user(task), task.path("lastStatus").asText()),
        stopped);
    delivery.deliver(LISTENER, TaskEvent.of(task, now).toString().getBytes(UTF_8));
  }

  private static String user(JsonNode task) {
    for (JsonNode tag : task.path("tags")) {
      if (tag.path("key").asText().equals(Tags.USER)) {
        return tag.path("value").asText();
      }
    }
    return "nobody";
  }

  private static String address(JsonNode task) {
    for (JsonNode detail : task.path("attachments").path(0).path("details")) {
      if (detail.path("name").asText().equals("privateIPv4Address")) {
        return detail.path("value").asText();
      }
    }
    return "";
  }

  /** The tag of the image; a generation stands for its newest release, as with the real image. */
  private static String version(JsonNode task) {
    String image = TaskLife.container(task, TaskLife.SERVER).orElseThrow().path("image").asText();
    String tag = image.substring(image.lastIndexOf(':') + 1);
    return switch (tag) {
      case "11" -> "11.315";
      case "12" -> "12.343";
      case "13", "release", "latest" -> "13.346";
      default -> tag;
    };
  }

  /** A task's state and since when we know it. */
  private record Seen(String status, String desired, long sinceNanos) {
    static Seen of(JsonNode task) {
      return new Seen(
          task.path("lastStatus").asText(), task.path("desiredStatus").asText(), System.nanoTime());
    }

    boolean sameState(Seen other) {
      return status.equals(other.status) && desired.equals(other.desired);
    }
  }
}
