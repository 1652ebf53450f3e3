/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseActionsTest {
  private static final String BOSS = "'actor': {'userId': 'boss', 'admin': true}";
  private static final String LINK = "https://r2.example/foundry.zip?X-Amz-Signature=0123456789";

  private final RequestFixture fixture = new RequestFixture();

  @Test
  void aLinkIsCachedAndStandsInNoLogAnswerOrRecord() {
    ObjectNode requested = cache("'releaseUrl': '" + LINK + "'");

    assertThat(requested.path("data"))
        .hasToString("{\"version\":\"13.347\",\"status\":\"requested\"}");
    fixture.world.archives.put("13.347", fixture.world.clock.instant());
    fixture.world.tasks.exits(fixture.world.tasks.live().getFirst().taskArn(), 0);
    assertThat(cache("'releaseUrl': '" + LINK + "'").at("/data/status").asText())
        .isEqualTo("cached");
    assertThat(fixture.log.toString() + fixture.world.store.releases.find())
        .doesNotContain("Signature");
  }

  @Test
  void onlyAdministratorsCache() {
    ObjectNode refused =
        fixture.ask(
            "{'action': 'cache-release', 'userId': '%s', 'foundryVersion': '13.347'}"
                .formatted(ALICE));

    assertThat(refused.at("/error/code").asText()).isEqualTo("PERMISSION_DENIED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://r2.example/f.zip",
        "https://",
        "https://x/ y",
        "https://x/a\\\\nb",
        "file:///etc/passwd"
      })
  void whatIsNoLinkIsRefusedAndNotRepeated(String link) {
    ObjectNode refused = cache("'releaseUrl': '" + link + "'");

    assertThat(refused.at("/error/field").asText()).isEqualTo("releaseUrl");
    assertThat(refused.toString()).doesNotContain("r2.example", "passwd");
    assertThat(fixture.world.tasks.live()).isEmpty();
  }

  @Test
  void everybodySeesWhatIsCachedTheNewestFirst() {
    ObjectNode listed = fixture.ask("{'action': 'list-releases', 'userId': '%s'}".formatted(ALICE));

    assertThat(listed.at("/data/releases").findValuesAsText("version"))
        .containsExactly("14.350", "13.346", "12.343", "12.331", "11.315");
    assertThat(listed.at("/data/releases/0/bytes").asLong()).isPositive();
    assertThat(listed.at("/data/releases/0/cachedAt").asText())
        .isEqualTo(PlatformFixture.BEGIN.toString());
  }

  @Test
  void aServerSaysWhatWasAskedForAndWhichBuildThatIs() {
    var unused = fixture.ask("{'action': 'list-releases', 'userId': '%s'}".formatted(ALICE));
    ObjectNode created =
        fixture.ask(
            "{'action': 'create', 'userId': '%s', 'username': 'alice', 'licenseType': 'byol',"
                    .formatted(ALICE)
                + " 'licenseKey': 'AAAABBBBCCCCDDDDEEEEFFFF', 'foundryVersion': '12'}");

    assertThat(created.at("/data/foundryVersion").asText()).isEqualTo("12.343");
    assertThat(created.at("/data/requestedVersion").asText()).isEqualTo("12");
  }

  private ObjectNode cache(String more) {
    return fixture.ask(
        "{'action': 'cache-release', %s, 'foundryVersion': '13.347', %s}".formatted(BOSS, more));
  }
}
