/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
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

  private String stored(String arn) {
    return secrets.getSecretValue(get -> get.secretId(arn)).secretString();
  }
}
