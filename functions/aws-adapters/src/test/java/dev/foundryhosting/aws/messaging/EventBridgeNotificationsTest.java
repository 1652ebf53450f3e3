/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.event.NotificationsContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class EventBridgeNotificationsTest extends NotificationsContract {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final AwsClients clients = new AwsClients(EmulatedAws.environment(emulator, Map.of()));
  private final EventBridgeClient events = clients.eventBridge();
  private final SqsClient sqs = clients.sqs();
  private final List<String> troubles = new ArrayList<>();
  private String queueUrl;

  @BeforeEach
  void aQueueThatTakesWhatIsOnTheBus() {
    emulator.reset();
    queueUrl = sqs.createQueue(q -> q.queueName("arrived")).queueUrl();
    events.createEventBus(b -> b.name("foundry-hosting"));
    events.putRule(
        r ->
            r.name("all")
                .eventBusName("foundry-hosting")
                .eventPattern("{\"source\": [\"foundry-hosting\"]}"));
    events.putTargets(
        t ->
            t.rule("all")
                .eventBusName("foundry-hosting")
                .targets(
                    Target.builder()
                        .id("queue")
                        .arn("arn:aws:sqs:eu-central-1:123456789012:arrived")
                        .build()));
  }

  @Override
  protected Notifications notifications() {
    return over(events);
  }

  @Override
  protected List<Arrived> arrived() {
    List<Arrived> arrived = new ArrayList<>();
    List<Message> messages;
    do {
      messages = sqs.receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10)).messages();
      messages.forEach(message -> arrived.add(read(message.body())));
    } while (!messages.isEmpty());
    return arrived;
  }

  @Override
  protected void breakDown() {
    emulator.fail("events", "PutEvents", "error", -1);
  }

  @Test
  void tenEventsGoInOneCall() {
    notifications().publish(EventSamples.all().subList(0, 10));
    notifications().publish(EventSamples.all().subList(0, 11));

    assertThat(emulator.requests())
        .filteredOn(call -> call.operation().equals("PutEvents"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"ThrottlingException, true", "InternalFailure, true", "MalformedDetail, false"})
  void anEntryThatWasRefusedWithinASuccessIsAFailure(String code, boolean retryable) {
    Notifications refusing = over(new Refusing(code));

    assertThatThrownBy(() -> refusing.publish(EventSamples.all()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isEqualTo(retryable);
              assertThat(e).hasMessageContaining("1 of 10").hasMessageContaining(code);
            });
  }

  @Test
  void aMissingBusIsReportedOnceAndTheEventsCountAsPublished() {
    events.removeTargets(t -> t.rule("all").eventBusName("foundry-hosting").ids("queue"));
    events.deleteRule(r -> r.name("all").eventBusName("foundry-hosting"));
    events.deleteEventBus(b -> b.name("foundry-hosting"));
    Notifications unheard = notifications();

    unheard.publish(EventSamples.all());
    unheard.publish(EventSamples.all());

    assertThat(troubles).singleElement().asString().contains("no event bus 'foundry-hosting'");
    assertThat(arrived()).isEmpty();
  }

  private EventBridgeNotifications over(EventBridgeClient client) {
    return new EventBridgeNotifications(client, (sentence, cause) -> troubles.add(sentence));
  }

  private static Arrived read(String body) {
    try {
      JsonNode event = JSON.readTree(body);
      JsonNode detail = event.path("detail");
      assertThat(event.path("source").asText()).isEqualTo("foundry-hosting");
      return new Arrived(
          event.path("detail-type").asText(),
          detail.path("eventId").asText(),
          Optional.ofNullable(detail.path("userId").textValue()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  /** Takes all entries of a batch but the last. */
  private record Refusing(String code) implements EventBridgeClient {
    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
      List<PutEventsResultEntry> results = new ArrayList<>();
      for (int i = 1; i < request.entries().size(); i++) {
        results.add(PutEventsResultEntry.builder().eventId("event-" + i).build());
      }
      results.add(PutEventsResultEntry.builder().errorCode(code).build());
      return PutEventsResponse.builder().failedEntryCount(1).entries(results).build();
    }

    @Override
    public String serviceName() {
      return "events";
    }

    @Override
    public void close() {}
  }
}
