package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each phase of an instance's present motion began. An instance tells only the phase that it
 * is in; whoever looks often enough knows the ones before it, too.
 */
@Singleton
public class Timeline {
  private static final Set<String> BEGINNINGS = Set.of("requested", "draining");

  private final Map<String, List<Phase>> phases = new ConcurrentHashMap<>();

  /** Notes an instance as it is now and answers with the phases of its motion so far. */
  List<Phase> of(JsonNode instance) {
    JsonNode progress = instance.path("progress");
    if (!progress.hasNonNull("phase")) {
      return List.of();
    }
    Phase now =
        new Phase(progress.path("phase").asText(), Instant.parse(progress.path("since").asText()));
    return phases.merge(
        instance.path("userId").asText(), List.of(now), (before, one) -> continued(before, now));
  }

  /** Forgets the users who are not there any more. */
  void keepOnly(Set<String> users) {
    phases.keySet().retainAll(users);
  }

  private static List<Phase> continued(List<Phase> before, Phase now) {
    if (before.getLast().name().equals(now.name())) {
      return before;
    }
    if (BEGINNINGS.contains(now.name())) {
      return List.of(now);
    }
    List<Phase> longer = new ArrayList<>(before);
    longer.add(now);
    return List.copyOf(longer);
  }

  /**
   * @param name as the platform names its phases
   * @param since when it began
   */
  public record Phase(String name, Instant since) {}
}
