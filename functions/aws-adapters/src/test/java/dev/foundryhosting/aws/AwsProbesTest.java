package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.HealthProbe;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwsProbesTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final Environment bare = EmulatedAws.environment(emulator, Map.of());
  private final AwsClients clients = new AwsClients(bare);

  @BeforeEach
  void anAccountWithTables() {
    emulator.reset();
    Tables.create(clients.dynamoDb(), bare, TableSchema.INSTANCES);
  }

  @Test
  void aServiceThatAnswersIsWell() {
    for (HealthProbe probe : probes()) {
      assertThatCode(probe::check).as(probe.name()).doesNotThrowAnyException();
    }
  }

  @Test
  void aServiceThatDoesNotAnswerIsNamed() {
    for (HealthProbe probe : probes()) {
      emulator.fail(probe.name(), "*", "error", -1);
      assertThatThrownBy(probe::check)
          .hasMessageStartingWith("Could not reach " + probe.name())
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
    }
  }

  @Test
  void whereNoQueueIsConfiguredThereIsNothingToFail() {
    emulator.fail("sqs", "*", "error", -1);

    assertThatCode(AwsProbes.sqs(clients.sqs(), bare)::check).doesNotThrowAnyException();
  }

  private List<HealthProbe> probes() {
    String queueUrl = clients.sqs().createQueue(q -> q.queueName("wakeups")).queueUrl();
    Environment environment =
        EmulatedAws.environment(emulator, Map.of("WAKEUP_QUEUE_URL", queueUrl));
    return List.of(
        AwsProbes.dynamoDb(clients.dynamoDb(), environment),
        AwsProbes.secretsManager(clients.secretsManager()),
        AwsProbes.sqs(clients.sqs(), environment));
  }
}
