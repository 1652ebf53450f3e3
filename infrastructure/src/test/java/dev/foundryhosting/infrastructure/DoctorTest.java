/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code make doctor} finds. */
class DoctorTest extends ScriptFixture {
  private static final List<String> OF_THE_ZONE = List.of("NS-1.Example", "ns-2.example");

  /** Runs the doctor while a resolver names these servers for every domain. */
  private Run whileTheWorldAsks(List<String> nameServers) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread resolver = Thread.ofVirtual().start(() -> answer(socket, nameServers));
      environment.put("NAME_SERVER", "127.0.0.1:" + socket.getLocalPort());
      Run run = run("doctor");
      socket.close();
      resolver.join();
      return run;
    }
  }

  private static void answer(DatagramSocket socket, List<String> nameServers) {
    DatagramPacket question = new DatagramPacket(new byte[512], 512);
    try {
      socket.receive(question);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream message = new DataOutputStream(bytes);
      message.write(question.getData(), 0, 2);
      message.writeShort(0x8180);
      message.writeShort(1);
      message.writeShort(nameServers.size());
      message.writeInt(0);
      message.write(question.getData(), 12, question.getLength() - 12);
      for (String server : nameServers) {
        // The name of the question, NS, IN, an hour.
        message.write(new byte[] {(byte) 0xC0, 12, 0, 2, 0, 1, 0, 0, 14, 16});
        message.writeShort(server.length() + 2);
        for (String label : server.split("\\.", -1)) {
          message.writeByte(label.length());
          message.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.writeByte(0);
      }
      socket.send(
          new DatagramPacket(bytes.toByteArray(), bytes.size(), question.getSocketAddress()));
    } catch (IOException closed) {
      // Nobody asked.
    }
  }

  @Test
  void theDoctorFindsAHealthyMachineReady() throws Exception {
    environment.put("PACKAGING", "jvm");
    environment.put("JAVA_HOME", System.getProperty("java.home"));

    Run run = run("doctor");

    assertThat(run.output())
        .contains(
            "zone Z0123456789ABCDEFGHIJ holds play.example.org",
            "discord:token (encrypted)",
            "Ready: make deploy")
        .doesNotContain("MISSING");
    assertThat(run.code()).isZero();
  }

  @Test
  void theDoctorNamesEverythingThatIsMissingAndHowToGetIt() throws Exception {
    Files.delete(tools.resolve("pulumi"));
    Files.delete(tools.resolve("aws"));
    Files.delete(tools.resolve("mvn"));

    Run run = run("doctor");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "MISSING  the Pulumi CLI",
            "https://www.pulumi.com/docs/install/",
            "MISSING  the AWS CLI",
            "MISSING  Maven",
            "PACKAGING=jvm");
  }

  @Test
  void theDoctorChecksTheZoneTheQuotasAndTheSecrets() throws Exception {
    environment.put("PACKAGING", "jvm");
    environment.put("FAKE_ZONE", "other.example.");
    environment.put("FAKE_QUOTA", "0.0");
    tool(
        "pulumi",
        """
        case "$*" in
          version) echo v3.190.0 ;;
          'stack --show-name') echo production ;;
          'config --json') echo '{"discord:token":{"value":"abc","secret":false}}' ;;
          'config get'*Zone*) echo Z1 ;;
          'config get'*) echo play.example.org ;;
        esac
        """);

    Run run = run("doctor");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("Z1 holds other.example")
        .contains("discord:token is stored in clear text")
        .contains("request-service-quota-increase")
        .doesNotContain("abc");
  }

  @Test
  void theDoctorSaysHowToSignIn() throws Exception {
    tool("aws", "[ \"$1\" = --version ] && echo aws-cli/2.31.0 || exit 255");

    assertThat(run("doctor").output()).contains("MISSING  a login to AWS", "aws sso login");
  }

  @Test
  void theDelegationOfTheDomainIsComparedWithTheZone() throws Exception {
    assertThat(whileTheWorldAsks(OF_THE_ZONE).output())
        .contains("ok       example.org is delegated to zone Z0123456789ABCDEFGHIJ");

    assertThat(whileTheWorldAsks(List.of("ns.registrar.example")).output())
        .contains(
            "MISSING  the delegation of example.org to zone Z0123456789ABCDEFGHIJ (the world asks:"
                + " ns.registrar.example)",
            "set the NS records of example.org to: ns-1.example ns-2.example");
  }

  @Test
  void aDelegationThatCannotBeLookedUpIsNoneThatIsMissing() throws Exception {
    assertThat(run("doctor").output())
        .contains("note     the delegation of example.org could not be looked up");
  }

  @Test
  void anOldCommandLineOfAwsIsRefused() throws Exception {
    tool("aws", "[ \"$1\" = --version ] && echo aws-cli/1.44.0 Python/3.13 || exit 255");

    assertThat(run("doctor").output())
        .contains("MISSING  version 2 of the AWS CLI (here: aws-cli/1.44.0)");
  }

  @Test
  void anAccountThatBlocksPublicBucketsIsNoticed() throws Exception {
    environment.put("FAKE_BLOCK", "True\tTrue");

    assertThat(run("doctor").output())
        .contains("MISSING  buckets that players may read", "Block Public Access settings");
  }

  @Test
  void quotasAreHeldAgainstWhatTheStackWants() throws Exception {
    environment.put("FAKE_QUOTA", "130.0");
    environment.put("FAKE_CONCURRENCY", "20");
    environment.put("SERVERS", "200");

    assertThat(run("doctor").output())
        .contains(
            "MISSING  a quota of 140 for functions at the same time"
                + " (foundry-hosting:webhookConcurrency is 20) (now 130)",
            "MISSING  a quota of 200 for vCPUs of Fargate (200 servers at a time");
  }

  @Test
  void theJdkIsNamedWithItsVersionAndTheProcessors() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));

    assertThat(run("doctor").output())
        .containsPattern("ok       JDK [0-9.]+: .*, [0-9]+ processors");
  }
}
