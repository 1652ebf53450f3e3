/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.test.internal.PulumiTestInternal;
import dev.foundryhosting.platform.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every resource of every kind of stack. */
class WholeStackTest {
  private static List<Declared> violating(Declarations stack, Predicate<Declared> rule) {
    return stack.resources().stream()
        .filter(resource -> !resource.isComponent())
        .filter(rule.negate())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void everyResourceBelongsToALayer(Declarations stack) {
    assertThat(violating(stack, r -> r.parent().startsWith("foundry-"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void everyTaggableResourceNamesItselfAndItsStack(Declarations stack) {
    assertThat(
            violating(
                stack,
                r ->
                    !r.isTaggable()
                        || (r.map("tags").containsKey("Name")
                            && "production".equals(r.map("tags").get("foundry-hosting:stack")))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void noResourceOfTheStackHasTheTagThatAllowsFunctionsToDeleteIt(Declarations stack) {
    assertThat(violating(stack, r -> !r.map("tags").containsKey(Tags.MANAGED))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void everyLogGroupHasARetention(Declarations stack) {
    assertThat(stack.ofType("aws:cloudwatch/logGroup:LogGroup"))
        .hasSize(9)
        .allSatisfy(
            log ->
                assertThat(log.input("retentionInDays"))
                    .hasValue(log.text("name").endsWith("discord-bot") ? 1.0 : 3.0));
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void resourcesWithUsersDataAreProtected(Declarations stack) {
    Set<String> stateful =
        Set.of(
            "aws:dynamodb/table:Table",
            "aws:efs/fileSystem:FileSystem",
            "aws:backup/vault:Vault",
            "aws:s3/bucketV2:BucketV2");
    assertThat(violating(stack, r -> r.isProtected() == stateful.contains(r.type()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void thisTestKnowsAllResourcesWithData(Declarations stack) {
    // What is called after a bucket is a setting of one.
    Pattern stateful =
        Pattern.compile(
            "aws:(s3/(?!bucketV2:|bucket[A-Z])|rds/|docdb/|elasticache/|ebs/|fsx/|kinesis/).*");
    assertThat(violating(stack, r -> !stateful.matcher(r.type()).matches())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void onlyPlayersTheLoadBalancerAndTheNetworkHaveIngress(Declarations stack) {
    assertThat(
            stack.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").stream()
                .map(WholeStackTest::sentence))
        .containsExactlyInAnyOrder(
            "alb tcp 80 from 0.0.0.0/0",
            "alb tcp 443 from 0.0.0.0/0",
            "tasks tcp 30000 from securitygroup-foundry-hosting-alb",
            "efs tcp 2049 from 10.0.0.0/16");
    // A group's rules may also stand in the group itself.
    assertThat(stack.resources())
        .filteredOn(resource -> resource.type().endsWith("ecurityGroup"))
        .hasSize(5)
        .allSatisfy(group -> assertThat(group.inputs()).doesNotContainKeys("ingress", "egress"));
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void serversReachOnlyTheirFilesTheWebAndDnsAndWorkOnFilesNoWeb(Declarations stack) {
    assertThat(
            stack.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").stream()
                .map(WholeStackTest::sentence))
        .containsExactlyInAnyOrder(
            "alb -1 null from 0.0.0.0/0",
            "efs -1 null from 0.0.0.0/0",
            "tasks tcp 2049 from securitygroup-foundry-hosting-efs",
            "tasks tcp 443 from 0.0.0.0/0",
            "tasks tcp 80 from 0.0.0.0/0",
            "tasks tcp 53 from 0.0.0.0/0",
            "tasks udp 53 from 0.0.0.0/0",
            "world-files tcp 2049 from securitygroup-foundry-hosting-efs",
            "world-files tcp 443 from pl-foundry-hosting-s3",
            "world-files tcp 443 from pl-foundry-hosting-dynamodb");
  }

  private static String sentence(Declared rule) {
    assertThat(rule.inputs().get("toPort")).isEqualTo(rule.inputs().get("fromPort"));
    Object port = rule.inputs().get("fromPort");
    return "%s %s %s from %s"
        .formatted(
            rule.text("securityGroupId").replace("securitygroup-foundry-hosting-", ""),
            rule.text("ipProtocol"),
            port instanceof Number number ? number.intValue() : null,
            rule.input("cidrIpv4")
                .or(() -> rule.input("referencedSecurityGroupId"))
                .or(() -> rule.input("prefixListId"))
                .orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void secretsAreOnlyInSecretsManager(Declarations stack) {
    assertThat(
            stack.resources().stream()
                .filter(r -> tellsASecret(r.inputs()))
                .map(Declared::type)
                .distinct())
        .containsExactly("aws:secretsmanager/secretVersion:SecretVersion");
    assertThat(stack.results().outputs().keySet())
        .allSatisfy(name -> assertThat(tellsASecret(stack.output(name))).isFalse());
  }

  private static boolean tellsASecret(Object value) {
    String text = String.valueOf(value);
    return Stream.of(
            Declarations.DISCORD_TOKEN, Declarations.KOFI_TOKEN, Declarations.REGISTRY_TOKEN)
        .anyMatch(text::contains);
  }

  @ParameterizedTest
  @MethodSource("dev.foundryhosting.infrastructure.EveryStack#all")
  void secretsAreMarkedInPulumisState(Declarations stack) {
    assertThat(stack.arguments())
        .filteredOn(SecretVersionArgs.class::isInstance)
        .hasSameSizeAs(stack.ofType("aws:secretsmanager/secret:Secret"))
        .hasSizeBetween(3, 4)
        .allSatisfy(
            args ->
                assertThat(
                        PulumiTestInternal.extractOutputData(
                                ((SecretVersionArgs) args).secretString().orElseThrow())
                            .isSecret())
                    .isTrue());
  }

  @Test
  void aDevelopmentStackCanBeDestroyed() {
    Declarations stack = Declarations.of(Declarations.fullConfiguration(), "dev");

    assertThat(violating(stack, r -> !r.isProtected())).isEmpty();
    assertThat(stack.ofType("aws:dynamodb/table:Table"))
        .allSatisfy(table -> assertThat(table.input("deletionProtectionEnabled")).hasValue(false));
    assertThat(stack.one("aws:lb/loadBalancer:LoadBalancer", "foundry-hosting-alb"))
        .satisfies(alb -> assertThat(alb.input("enableDeletionProtection")).hasValue(false));
  }

  @Test
  void theSameConfigurationDeclaresTheSame() {
    Declarations once = Declarations.of(Declarations.fullConfiguration(), "production");
    Declarations again = Declarations.of(Declarations.fullConfiguration(), "production");

    assertThat(inOrder(again)).isEqualTo(inOrder(once));
  }

  @Test
  void theKeysOfLinksAndLicenceClaimsAreDrawnOnce() {
    JsonObject once = portalKeys(Declarations.of(Declarations.fullConfiguration(), "production"));
    JsonObject again = portalKeys(Declarations.of(Declarations.fullConfiguration(), "production"));

    assertThat(once.keySet()).containsExactlyInAnyOrder("linkKey", "licenseClaimKey");
    assertThat(Set.of(once.get("linkKey"), once.get("licenseClaimKey"), again.get("linkKey")))
        .hasSize(3)
        .allSatisfy(key -> assertThat(key.getAsString()).matches("[0-9a-f]{64}"));
  }

  private static JsonObject portalKeys(Declarations stack) {
    Declared version =
        stack.one("aws:secretsmanager/secretVersion:SecretVersion", "foundry-hosting-portal");
    assertThat(version.drawnOnce()).containsExactly("secretString");
    return JsonParser.parseString(version.text("secretString")).getAsJsonObject();
  }

  private static List<String> inOrder(Declarations stack) {
    return stack.resources().stream()
        .map(
            resource -> {
              Map<String, Object> inputs = new HashMap<>(resource.inputs());
              inputs.keySet().removeAll(resource.drawnOnce());
              return resource + " " + Graph.plain(inputs);
            })
        .sorted()
        .toList();
  }
}
