/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Lambda's event source mapping from the wake-up queue to a function, with partial batches. */
@Singleton
public class WakeupQueue {
  private static final String LISTENER = "task-events";
  private static final int BATCH = 10;
  private static final int LONG_POLL_SECONDS = 1;

  private final SqsClient sqs;
  private final String queueUrl;
  private final FunctionHost functions;

  WakeupQueue(AwsClients clients, Environment environment, FunctionHost functions) {
    this.sqs = clients.sqs();
    this.queueUrl = environment.get(Variable.WAKEUP_QUEUE_URL);
    this.functions = functions;
  }

  /**
   * Waits for messages for a second and hands them over. Those that the function reports as failed
   * come again after their visibility time-out; the others are deleted.
   */
  public void deliver() {
    List<Message> messages = receive(sqs, queueUrl);
    if (messages.isEmpty()) {
      return;
    }
    FunctionHost.Answer answer =
        functions.invoke(LISTENER, event(messages).toString().getBytes(UTF_8));
    if (answer.error().isPresent()) {
      return;
    }
    // "ReportBatchItemFailures".
    List<String> failed = answer.json().findValuesAsText("itemIdentifier");
    messages.stream()
        .filter(message -> !failed.contains(message.messageId()))
        .forEach(
            message ->
                sqs.deleteMessage(
                    r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
  }

  static List<Message> receive(SqsClient sqs, String queueUrl) {
    return sqs.receiveMessage(
            r -> r.queueUrl(queueUrl).maxNumberOfMessages(BATCH).waitTimeSeconds(LONG_POLL_SECONDS))
        .messages();
  }

  private ObjectNode event(List<Message> messages) {
    String queue = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    String arn = EmulatedStack.arn("sqs", queue);
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode sqsRecord =
          records
              .addObject()
              .put("messageId", message.messageId())
              .put("receiptHandle", message.receiptHandle())
              .put("body", message.body())
              .put("md5OfBody", message.md5OfBody())
              .put("eventSource", "aws:sqs")
              .put("eventSourceARN", arn)
              .put("awsRegion", EmulatedStack.REGION);
      message.attributesAsStrings().forEach(sqsRecord.putObject("attributes")::put);
      sqsRecord.putObject("messageAttributes");
    }
    return event;
  }
}
