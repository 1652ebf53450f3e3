/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.release.ReleaseLinks;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

class SecretsManagerReleaseLinksTest {
  private static final String URL = "https://r2.example/13.346.zip?a=1&sig=2";

  private final SecretsManagerClient secrets = EmulatedCloud.fresh().clients().secretsManager();
  private final ReleaseLinks links = new SecretsManagerReleaseLinks(secrets);

  @Test
  void theLastLinkIsKeptUntilItIsForgotten() {
    String first = links.keep(URL);
    assertThat(stored(first)).isEqualTo("{\"releaseUrl\":\"%s\"}".formatted(URL));

    assertThat(links.keep(URL.replace("sig=2", "sig=3"))).isEqualTo(first);
    assertThat(stored(first)).contains("sig=3");

    links.forget();
    links.forget();
    assertThat(secrets.listSecrets().secretList())
        .extracting(SecretListEntry::name)
        .doesNotContain(ResourceNames.RELEASE_LINK_SECRET);
  }

  @Test
  void aSecretOfTheOperatorsIsNeitherOverwrittenNorRemoved() {
    String foreign =
        secrets
            .createSecret(c -> c.name(ResourceNames.RELEASE_LINK_SECRET).secretString("mine"))
            .arn();

    assertThatThrownBy(() -> links.keep(URL))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    links.forget();

    assertThat(stored(foreign)).isEqualTo("mine");
  }

  private String stored(String arn) {
    return secrets.getSecretValue(get -> get.secretId(arn)).secretString();
  }
}
