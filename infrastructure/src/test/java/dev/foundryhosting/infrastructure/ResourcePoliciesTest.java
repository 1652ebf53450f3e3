/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may write to a queue and to the event log, by their own policies. */
class ResourcePoliciesTest {
  private static final Declarations STACK =
      Declarations.of(Declarations.fullConfiguration(), "production");

  @Test
  void aQueuesPolicyNamesTheRulesThatSendToIt() {
    for (Declared target : STACK.ofType("aws:cloudwatch/eventTarget:EventTarget")) {
      if (target.map("deadLetterConfig").get("arn") instanceof String queue) {
        String name = queue.substring(queue.lastIndexOf(':') + 1);
        String rule =
            STACK.one("aws:lambda/permission:Permission", target.name()).text("sourceArn");
        assertThat(STACK.one("aws:sqs/queuePolicy:QueuePolicy", name).text("policy"))
            .contains('"' + rule + '"');
      }
    }
  }

  /** The guide's two services and two actions; what is written is bound to the one rule. */
  @Test
  void onlyTheRuleOfTheEventLogWritesIt() {
    String rule = "arn:aws:events:eu-central-1:123456789012:rule/foundry-hosting/event-log";
    assertThat(
            TaskPolicies.ofEventLog(PolicySamples.PLACE, "/aws/events/foundry-hosting", rule)
                .statements())
        .hasSize(2)
        .allSatisfy(
            s -> {
              assertThat(s.principal())
                  .containsEntry(
                      "Service", List.of("events.amazonaws.com", "delivery.logs.amazonaws.com"));
              assertThat(s.resources())
                  .containsExactly(
                      "arn:aws:logs:eu-central-1:123456789012:"
                          + "log-group:/aws/events/foundry-hosting:*");
            })
        .extracting(s -> s.actions() + " " + s.conditions())
        .containsExactlyInAnyOrder(
            "[logs:CreateLogStream] {}",
            "[logs:PutLogEvents] {ArnEquals={aws:SourceArn=[%s]}}".formatted(rule));
  }
}
