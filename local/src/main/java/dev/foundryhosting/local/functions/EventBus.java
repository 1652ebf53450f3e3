package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.stack.EmulatedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What EventBridge does with the events on the platform's bus: it brings each to whoever tells
 * people. The platform puts them there as on AWS; the emulator leaves them in a queue.
 */
public final class EventBus {
  private static final String LISTENER = "discord-bot";
  private static final int BATCH = 10;
  private static final int LONG_POLL_SECONDS = 1;

  private final SqsClient sqs;
  private final String queueUrl;
  private final FunctionHost functions;
  private final EventDelivery delivery;
  private final Activity activity;
  private final ObjectMapper json;

  public EventBus(
      SqsClient sqs,
      FunctionHost functions,
      EventDelivery delivery,
      Activity activity,
      ObjectMapper json) {
    this.sqs = sqs;
    this.queueUrl = sqs.getQueueUrl(r -> r.queueName(EmulatedStack.EVENTS_QUEUE)).queueUrl();
    this.functions = functions;
    this.delivery = delivery;
    this.activity = activity;
    this.json = json;
  }

  /** Waits a little for events and hands them over. */
  public void deliver() {
    for (Message message :
        sqs.receiveMessage(
                r ->
                    r.queueUrl(queueUrl)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(LONG_POLL_SECONDS))
            .messages()) {
      deliver(message.body());
      sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    }
  }

  private void deliver(String body) {
    ObjectNode event = read(body);
    // The emulator adds these; EventBridge does not show them to a target.
    event.remove("ingestion-time");
    event.remove("replay-name");
    JsonNode detail = event.path("detail");
    String name = event.path("detail-type").asText();
    String whom = detail.path("userId").asText("nobody");
    activity.note(Activity.Kind.EVENT, name + " · for " + whom, EventSummary.of(detail));
    if (functions.names().contains(LISTENER)) {
      delivery.deliver(LISTENER, event.toString().getBytes(UTF_8));
    }
  }

  private ObjectNode read(String body) {
    try {
      return (ObjectNode) json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("The bus brought something that is not JSON", e);
    }
  }
}
