/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.messaging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wake-ups as delayed messages of an SQS queue. Without a queue the sweep alone finds the work. */
@Singleton
public final class SqsWakeups implements Wakeups {
  /** The longest delay of a message. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final SqsClient sqs;
  private final Optional<String> queueUrl;

  public SqsWakeups(AwsClients clients, Environment environment) {
    this.sqs = clients.sqs();
    this.queueUrl = environment.find(Variable.WAKEUP_QUEUE_URL);
  }

  @Override
  public void wake(UserId user, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a wake-up comes after 0 to 15 minutes, not " + delay);
    }
    queueUrl.ifPresent(
        url ->
            AwsCall.run(
                "send a wake-up",
                () ->
                    sqs.sendMessage(
                        m ->
                            m.queueUrl(url).messageBody(body(user)).delaySeconds(seconds(delay)))));
  }

  private static String body(UserId user) {
    return JsonNodeFactory.instance.objectNode().put("userId", user.value()).toString();
  }

  /** Rounded up: an early wake-up finds nothing to do, and no other follows. */
  private static int seconds(Duration delay) {
    return Math.toIntExact(delay.plusNanos(999_999_999).toSeconds());
  }
}
