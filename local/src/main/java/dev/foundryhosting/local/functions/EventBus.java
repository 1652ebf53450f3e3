/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.stack.EmulatedStack;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * EventBridge's delivery of the platform's events to the bot. The functions put them on the bus as
 * on AWS; the emulator leaves them in a queue.
 */
@Singleton
public class EventBus {
  private static final String LISTENER = "discord-bot";

  private final SqsClient sqs;
  private final String queueUrl;
  private final FunctionHost functions;
  private final Activity activity;
  private final ObjectMapper json;

  EventBus(AwsClients clients, FunctionHost functions, Activity activity, ObjectMapper json) {
    this.sqs = clients.sqs();
    this.queueUrl = sqs.getQueueUrl(r -> r.queueName(EmulatedStack.EVENTS_QUEUE)).queueUrl();
    this.functions = functions;
    this.activity = activity;
    this.json = json;
  }

  /** Waits for events for a second and delivers them. */
  public void deliver() {
    for (Message message : WakeupQueue.receive(sqs, queueUrl)) {
      deliver(message.body());
      sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    }
  }

  private void deliver(String body) {
    ObjectNode event = Json.parse("the event", body.getBytes(UTF_8));
    // The emulator adds these; EventBridge does not show them to a target.
    event.remove(List.of("ingestion-time", "replay-name"));
    EventSummary summary = json.convertValue(event.get("detail"), EventSummary.class);
    String user = summary.userId() == null ? "" : " · for " + summary.userId();
    activity.note(Activity.Kind.EVENT, event.get("detail-type").asText() + user, summary.words());
    functions.invokeLater(LISTENER, event.toString().getBytes(UTF_8));
  }
}
