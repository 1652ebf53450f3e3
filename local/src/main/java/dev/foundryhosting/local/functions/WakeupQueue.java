package dev.foundryhosting.local.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.stack.EmulatedClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Lambda's event source mapping from the wake-up queue to a function, with partial batches. */
public final class WakeupQueue {
  private static final int BATCH = 10;
  private static final int LONG_POLL_SECONDS = 1;

  private final SqsClient sqs;
  private final String queueUrl;
  private final FunctionHost functions;
  private final String function;
  private final ObjectMapper json;

  /**
   * @param function who gets the messages
   */
  public WakeupQueue(
      SqsClient sqs, String queueUrl, FunctionHost functions, String function, ObjectMapper json) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.functions = functions;
    this.function = function;
    this.json = json;
  }

  /**
   * Waits a little for messages and hands them over. Those that the function does not report as
   * failed are deleted; the others come again after their visibility time-out.
   */
  public void deliver() {
    List<Message> messages =
        sqs.receiveMessage(
                r ->
                    r.queueUrl(queueUrl)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(LONG_POLL_SECONDS))
            .messages();
    if (messages.isEmpty()) {
      return;
    }
    FunctionHost.Answer answer = functions.invoke(function, event(messages));
    if (answer.error().isPresent()) {
      return;
    }
    Set<String> failed = failures(answer.payload());
    List<DeleteMessageBatchRequestEntry> done =
        messages.stream()
            .filter(message -> !failed.contains(message.messageId()))
            .map(
                message ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
            .toList();
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(r -> r.queueUrl(queueUrl).entries(done));
    }
  }

  private byte[] event(List<Message> messages) {
    String queue = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    ObjectNode event = json.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode sqsRecord = records.addObject();
      sqsRecord
          .put("messageId", message.messageId())
          .put("receiptHandle", message.receiptHandle())
          .put("body", message.body())
          .put("md5OfBody", message.md5OfBody())
          .put("eventSource", "aws:sqs")
          .put(
              "eventSourceARN",
              "arn:aws:sqs:%s:%s:%s"
                  .formatted(EmulatedClients.REGION, EmulatedClients.ACCOUNT, queue))
          .put("awsRegion", EmulatedClients.REGION);
      ObjectNode attributes = sqsRecord.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      sqsRecord.putObject("messageAttributes");
    }
    return bytes(event);
  }

  /** The messages that must come again: Lambda's ReportBatchItemFailures. */
  private Set<String> failures(String answer) {
    Set<String> failed = new HashSet<>();
    try {
      for (JsonNode failure : json.readTree(answer).path("batchItemFailures")) {
        failed.add(failure.path("itemIdentifier").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(function + " did not answer with JSON", e);
    }
    return failed;
  }

  private byte[] bytes(ObjectNode event) {
    try {
      return json.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
