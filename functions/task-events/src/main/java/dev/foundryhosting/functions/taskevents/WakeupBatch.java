/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A batch of wake-ups from the queue. The answer names the messages that failed ("Reporting batch
 * item failures" in the Lambda developer guide), and SQS sends only these again. An unreadable
 * message fails, too: it ends in the dead-letter queue, whereas dropping it would hide a defect.
 */
final class WakeupBatch {
  private static final Logger LOG = Logger.getLogger(WakeupBatch.class);

  private final List<JsonNode> messages = new ArrayList<>();

  private WakeupBatch(JsonNode records) {
    records.forEach(messages::add);
  }

  /** The batch in an event; empty when the event is something else. */
  static Optional<WakeupBatch> in(JsonNode event) {
    return event.path("Records").isArray()
        ? Optional.of(new WakeupBatch(event.get("Records")))
        : Optional.empty();
  }

  /**
   * Reconciles all at the same time.
   *
   * @return the answer for SQS
   */
  ObjectNode each(RequestLog requests, String requestId, Consumer<UserId> reconcile) {
    List<Optional<String>> failed =
        InParallel.each(
            messages, messages.size(), message -> failure(message, requests, requestId, reconcile));
    ObjectNode answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    failed.forEach(
        id -> id.ifPresent(itemId -> failures.addObject().put("itemIdentifier", itemId)));
    return answer;
  }

  /** The id of a message that failed. */
  private static Optional<String> failure(
      JsonNode message, RequestLog requests, String requestId, Consumer<UserId> reconcile) {
    try (RequestLog.Entry entry = requests.begin(requestId, "wake-up")) {
      try {
        UserId user = user(message);
        entry.user(user);
        reconcile.accept(user);
        entry.succeeded();
        return Optional.empty();
      } catch (PlatformException e) {
        LOG.warn("A wake-up failed: " + e.getMessage(), e);
        entry.failed(e.code());
      } catch (RuntimeException e) {
        LOG.error("A wake-up failed", e);
      }
      return Optional.of(message.path("messageId").asText());
    }
  }

  private static UserId user(JsonNode message) {
    byte[] body = message.path("body").asText().getBytes(StandardCharsets.UTF_8);
    return new UserId(Json.parse("body", body).path("userId").textValue());
  }
}
