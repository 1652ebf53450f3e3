/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.instance.port.WakeupsContract;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsWakeupsTest extends WakeupsContract {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final AwsClients clients = new AwsClients(EmulatedAws.environment(emulator, Map.of()));
  private final SqsClient sqs = clients.sqs();
  private String queueUrl;

  @BeforeEach
  void anEmptyQueue() {
    emulator.reset();
    queueUrl = sqs.createQueue(q -> q.queueName("wakeups")).queueUrl();
  }

  @Override
  protected Wakeups wakeups() {
    return new SqsWakeups(clients, environment());
  }

  @Override
  protected List<UserId> arrived() {
    List<UserId> users = new ArrayList<>();
    List<Message> messages;
    do {
      messages = sqs.receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10)).messages();
      messages.forEach(message -> users.add(userOf(message.body())));
    } while (!messages.isEmpty());
    return users;
  }

  @Test
  void withoutAQueueNoWakeUpIsSent() {
    new SqsWakeups(clients, EmulatedAws.environment(emulator, Map.of()))
        .wake(new UserId("anna"), Duration.ZERO);

    assertThat(emulator.requests()).noneMatch(call -> call.operation().equals("SendMessage"));
  }

  @Test
  void theBodyNamesTheUserAndNothingElse() {
    wakeups().wake(new UserId("anna"), Duration.ZERO);

    assertThat(sqs.receiveMessage(r -> r.queueUrl(queueUrl)).messages())
        .extracting(Message::body)
        .containsExactly("{\"userId\":\"anna\"}");
  }

  private Environment environment() {
    return EmulatedAws.environment(emulator, Map.of("WAKEUP_QUEUE_URL", queueUrl));
  }

  private static UserId userOf(String body) {
    try {
      return new UserId(JsonMapper.builder().build().readTree(body).get("userId").asText());
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }
}
