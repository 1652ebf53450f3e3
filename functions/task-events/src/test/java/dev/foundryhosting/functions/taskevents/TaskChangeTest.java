/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskChangeTest {
  private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:task/servers/0123";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          a server's task,            task, family:foundry-server-123,  '',   123
          an id with dashes,          task, family:foundry-server-a-b,  '',   a-b
          the family before records,  task, family:foundry-server-123,  456,  123
          a record of another group,  task, service:something,          456,  456
          no group but a record,      task, '',                         456,  456
          another family,             task, family:foundry-proxy-123,   '',   ''
          the family without user,    task, family:foundry-server-,     '',   ''
          no id that can be ours,     task, family:foundry-server-a b,  '',   ''
          a group that only looks so, task, foundry-server-123,         '',   ''
          not ours,                   task, service:web,                '',   ''
          neither group nor task,     '',   '',                         456,  ''
          """)
  void theUserOfATask(String name, String task, String group, String onRecord, String expected) {
    String event =
        """
        {"source": "aws.ecs", "detail-type": "ECS Task State Change",
         "detail": {"taskArn": "%s", "group": "%s"}}"""
            .formatted(task.isEmpty() ? "" : ARN, group);

    Optional<UserId> user =
        in(event)
            .orElseThrow()
            .user(
                arn -> {
                  assertThat(arn).isEqualTo(ARN);
                  return Optional.of(onRecord).filter(id -> !id.isEmpty()).map(UserId::new);
                });

    assertThat(user.map(UserId::value).orElse("")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}
          {"source": "aws.ec2", "detail-type": "ECS Task State Change", "detail": {}}
          {"source": "aws.ecs", "detail-type": "ECS Service Action", "detail": {}}
          {"source": 17, "detail-type": ["ECS Task State Change"]}
          """)
  void otherEventsAreNoChangeOfATask(String event) {
    assertThat(in(event)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"source": "aws.ecs", "detail-type": "ECS Task State Change"}
          {"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": null}
          {"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"taskArn": 5, "group": {}}}
          """)
  void aChangeWithoutATaskOfOursConcernsNoUser(String event) {
    assertThat(in(event).orElseThrow().user(arn -> Optional.of(new UserId("x")))).isEmpty();
  }

  private static Optional<TaskChange> in(String event) {
    try {
      return TaskChange.in(new ObjectMapper().readTree(event));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
