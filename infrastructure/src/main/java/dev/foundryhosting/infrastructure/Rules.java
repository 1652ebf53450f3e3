package dev.foundryhosting.infrastructure;

import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;

/** The names of EventBridge's rules: a queue's policy names rules before they are made. */
final class Rules {
  static final String AUTO_SHUTDOWN = Layer.named("auto-shutdown");
  static final String SESSION_PREP = Layer.named("session-prep");
  static final String TASK_STATE = Layer.named("task-state");
  static final String PLATFORM_EVENTS = Layer.named("platform-events");

  private Rules() {}

  /** The rules that invoke a function. */
  static List<String> arnsOf(PlatformFunction function, Place place) {
    return switch (function) {
      case AUTO_SHUTDOWN -> List.of(place.arn("events", "rule/" + AUTO_SHUTDOWN));
      case SESSION_PREP -> List.of(place.arn("events", "rule/" + SESSION_PREP));
      case TASK_EVENTS -> List.of(place.arn("events", "rule/" + TASK_STATE));
      case DISCORD_BOT -> List.of(arnOfPlatformRule(PLATFORM_EVENTS, place));
      case INSTANCE_MANAGEMENT, KOFI_WEBHOOK -> List.of();
    };
  }

  /** A rule of the platform's own bus. */
  static String arnOfPlatformRule(String name, Place place) {
    return place.arn("events", "rule/" + PolicyScope.EVENT_BUS + "/" + name);
  }
}
