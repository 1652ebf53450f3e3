package dev.foundryhosting.local.functions;

import dev.foundryhosting.instance.Wakeups;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Puts wake-ups on the queue as on AWS, and nine more before each: everything here is quicker than
 * AWS, and a person waits for it. The platform counts on the one that it asked for, so that one
 * comes as well.
 */
public final class PromptWakeups implements Wakeups {
  private static final int MESSAGES = 10;

  private final SqsClient sqs;
  private final String queueUrl;

  public PromptWakeups(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public void wake(UserId user, Duration delay) {
    List<SendMessageBatchRequestEntry> messages =
        IntStream.rangeClosed(1, MESSAGES)
            .mapToObj(
                tenth ->
                    SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(tenth))
                        .delaySeconds(
                            (int) delay.multipliedBy(tenth).dividedBy(MESSAGES).toSeconds())
                        .messageBody("{\"userId\":\"%s\"}".formatted(user))
                        .build())
            .toList();
    sqs.sendMessageBatch(r -> r.queueUrl(queueUrl).entries(messages));
  }
}
