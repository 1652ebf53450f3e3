/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;
import java.util.Map;

/** EventBridge's rules: the policies of queues name them before they exist. */
final class Rules {
  static final String AUTO_SHUTDOWN = Layer.named("auto-shutdown");
  static final String SESSION_PREP = Layer.named("session-prep");
  static final String TASK_STATE = Layer.named("task-state");
  static final String PLATFORM_EVENTS = Layer.named("platform-events");

  private Rules() {}

  static List<String> arnsOf(PlatformFunction function, Place place) {
    return switch (function) {
      case AUTO_SHUTDOWN -> List.of(place.arn("events", "rule/" + AUTO_SHUTDOWN));
      case SESSION_PREP -> List.of(place.arn("events", "rule/" + SESSION_PREP));
      case TASK_EVENTS -> List.of(place.arn("events", "rule/" + TASK_STATE));
      case DISCORD_BOT -> List.of(arnOfPlatformRule(PLATFORM_EVENTS, place));
      case INSTANCE_MANAGEMENT, WORLD_FILES, KOFI_WEBHOOK -> List.of();
    };
  }

  /** The pattern of all events on the platform's bus. */
  static String allEvents(Place place) {
    return new Gson().toJson(Map.of("account", List.of(place.account())));
  }

  /** A rule on the platform's own bus. */
  static String arnOfPlatformRule(String name, Place place) {
    return place.arn("events", "rule/" + PolicyScope.EVENT_BUS + "/" + name);
  }
}
