/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.instance.port.UserSecretsContract;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

class SecretsManagerUserSecretsTest extends UserSecretsContract {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final SecretsManagerClient client =
      new AwsClients(EmulatedAws.environment(emulator, Map.of())).secretsManager();
  private final ResourceNames names = new ResourceNames("play.example.org");
  private final SecretsManagerUserSecrets secrets = new SecretsManagerUserSecrets(client, names);
  private final UserId carl = new UserId("carl");

  @BeforeEach
  void noSecrets() {
    emulator.reset();
  }

  @Override
  protected UserSecrets secrets() {
    return secrets;
  }

  @Test
  void aSecretCarriesThePlatformsTagsAndTheKeysThatTasksReferTo() {
    secrets.create(carl, new UserSecret(Map.of(UserSecret.Field.ADMIN_KEY, "hunter2")));

    assertThat(describe().tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactlyInAnyOrder("foundry-hosting:managed=true", "foundry-hosting:user=carl");
    assertThat(client.getSecretValue(g -> g.secretId("foundry-hosting/carl")).secretString())
        .isEqualTo("{\"adminKey\":\"hunter2\"}");
  }

  @Test
  void aRemovedSecretIsKeptForSevenDays() {
    secrets.create(carl, new UserSecret(Map.of()));

    secrets.remove(carl, true);

    assertThat(Duration.between(describe().createdDate(), describe().deletedDate()))
        .isBetween(Duration.ofDays(7).minusHours(1), Duration.ofDays(7).plusHours(1));
  }

  @Test
  void aSecretOfTheOperatorsIsNeitherTakenNorRemoved() {
    var unused =
        client.createSecret(c -> c.name("foundry-hosting/carl").secretString("{\"mine\": 1}"));

    assertThatThrownBy(() -> secrets.recover(carl))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    secrets.remove(carl, true);
    secrets.remove(carl, false);

    assertThat(describe().deletedDate()).isNull();
  }

  @Test
  void anErrorIsNotTakenForASecretThatIsNotThere() {
    emulator.fail("secretsmanager", "GetSecretValue", "error", -1);

    assertThatThrownBy(() -> secrets.find(carl)).isInstanceOf(PlatformException.class);
  }

  private DescribeSecretResponse describe() {
    return client.describeSecret(d -> d.secretId(names.secret(carl)));
  }
}
