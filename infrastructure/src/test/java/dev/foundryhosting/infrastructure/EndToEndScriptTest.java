/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code make e2e-infra} does and holds, with stand-ins for Pulumi and the emulated AWS. */
class EndToEndScriptTest extends ScriptFixture {
  @BeforeEach
  void anEmulatorAndAnEngine() throws IOException {
    tool(
        "emulator",
        """
        case "$*" in
          *emulator.py*) echo 'EMULATOR READY http://127.0.0.1:1'; exec sleep 60 ;;
          -)
            program=$(cat)
            : "${AWS_DEFAULT_REGION:?boto3 needs a region}"
            case $program in
              *create_hosted_zone*) echo Z0123456789 ;;
              *list_functions*) echo '{"f": {"V": "1"}}' ;;
              *) printf '%s' "${FAKE_LEFT:-}" ;;
            esac ;;
          *moto*) exit 0 ;;
          *sys.executable*) echo "$0" ;;
          *) exec python3 "$@" ;;
        esac
        """);
    tool(
        "pulumi",
        """
        case "$*" in
          'stack export')
            [ "${FAKE_KEPT:-}" ] || ! grep -q '^pulumi destroy' '%1$s' || { echo '{"deployment":{}}'; exit; }
            echo '{"deployment":{"resources":[{"type":"pulumi:pulumi:Stack"},{"type":"aws:ec2/vpc:Vpc"}]}}' ;;
        esac
        """
            .formatted(folder.resolve("calls")));
    tool(
        "mvn",
        """
        for each; do case $each in
          -Dstack.aws=*) aws=${each#*=} ;;
          -Dstack.variables=*) variables=$(cat "${each#*=}") ;;
        esac; done
        [ -z "${aws:-}" ] || { echo "played $aws by $variables" >> '%s'; exit "${FAKE_PLAY:-0}"; }
        """
            .formatted(folder.resolve("calls")));
    environment.put("FOUNDRY_EMULATOR_PYTHON", tools.resolve("emulator").toString());
    environment.put("AWS_PROFILE", "production");
  }

  @Test
  void theStackIsDeployedPlayedDeployedAgainAndDestroyed() throws Exception {
    Run run = run("e2e-infra");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output())
        .endsWith(
            "1 resources were made; a server was played; the second deploy changed nothing; the end"
                + " left nothing.\n");
    assertThat(calls())
        .containsSubsequence(
            "pulumi stack init e2e",
            "pulumi config set foundry-hosting:route53HostedZoneId Z0123456789",
            "pulumi up --yes --skip-preview",
            "played http://127.0.0.1:1 by {\"f\": {\"V\": \"1\"}}",
            "pulumi up --yes --skip-preview --expect-no-changes",
            "pulumi destroy --yes --skip-preview");
  }

  @Test
  void withoutPulumiItSaysThatNothingWasTried() throws Exception {
    Files.delete(tools.resolve("pulumi"));

    Run run = run("e2e-infra");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("needs the Pulumi CLI", "Nothing was tried.");
  }

  @Test
  void aSecondDeployThatChangesSomethingFails() throws Exception {
    tool(
        "pulumi",
        "case \"$*\" in *--expect-no-changes*) exit 255 ;; 'stack export') echo '"
            + "{\"deployment\":{\"resources\":[{\"type\":\"aws:ec2/vpc:Vpc\"}]}}' ;; esac");

    assertThat(run("e2e-infra").code()).isNotZero();
    assertThat(calls()).noneMatch(call -> call.startsWith("pulumi destroy"));
  }

  @Test
  void aServerThatCannotBePlayedFails() throws Exception {
    environment.put("FAKE_PLAY", "1");
    Run run = run("e2e-infra");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).endsWith("The server could not be played; see above.\n");
  }

  @Test
  void whatIsLeftIsNamed() throws Exception {
    environment.put("FAKE_LEFT", "arn:left");
    assertThat(run("e2e-infra").output()).contains("left in the emulated AWS:\narn:left");

    environment.put("FAKE_KEPT", "yes");
    assertThat(run("e2e-infra").output()).contains("1 resources are left in the stack.");
  }
}
