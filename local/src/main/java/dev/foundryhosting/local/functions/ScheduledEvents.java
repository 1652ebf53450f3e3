package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.local.stack.EmulatedClients;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The events by which EventBridge invokes functions on a schedule, as AWS sends them. */
public final class ScheduledEvents {
  private ScheduledEvents() {}

  /**
   * @param rule the schedule's name
   */
  public static byte[] event(String rule, Instant now) {
    return """
    {"version": "0", "id": "%s", "detail-type": "Scheduled Event", "source": "aws.events",
     "account": "%s", "time": "%s", "region": "%s",
     "resources": ["arn:aws:events:%4$s:%2$s:rule/%5$s"], "detail": {}}
    """
        .formatted(
            UUID.randomUUID(),
            EmulatedClients.ACCOUNT,
            now.truncatedTo(ChronoUnit.SECONDS),
            EmulatedClients.REGION,
            rule)
        .getBytes(UTF_8);
  }
}
