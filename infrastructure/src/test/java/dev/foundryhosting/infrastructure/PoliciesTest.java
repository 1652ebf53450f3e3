/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import dev.foundryhosting.infrastructure.policy.FunctionPolicies;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyDocument;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import dev.foundryhosting.infrastructure.policy.Statement;
import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.infrastructure.policy.Wildcards;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {
  /** All inline policies of a role together; IAM does not count white space. */
  private static final int INLINE_LIMIT = 10_240;

  private static final int MANAGED_LIMIT = 6_144;

  private static final Path FOLDER = Path.of("target", "policies");

  static Set<String> names() {
    return PolicySamples.ofIdentities().keySet();
  }

  private static PolicyDocument policy(String name) {
    return PolicySamples.ofIdentities().get(name);
  }

  static Statement statement(String policy, String action) {
    return policy(policy).statements().stream()
        .filter(statement -> statement.actions().contains(action))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothingIsAllowedOnEverythingWithoutAReason(String name) {
    assertThat(policy(name).statements())
        .filteredOn(statement -> statement.resources().contains("*"))
        .allSatisfy(s -> assertThat(Wildcards.REASONS.keySet()).containsAll(s.actions()));
  }

  @Test
  void everyReasonForAWildcardIsUsed() {
    Set<String> used =
        PolicySamples.ofIdentities().values().stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(statement -> statement.resources().contains("*"))
            .flatMap(statement -> statement.actions().stream())
            .collect(Collectors.toSet());
    assertThat(used).isEqualTo(Wildcards.REASONS.keySet());
  }

  @Test
  void anActionThatKnowsItsResourcesCannotBeAllowedOnEverything() {
    Statement statement = Statement.allow("TooMuch", "s3:DeleteBucket");
    assertThatThrownBy(statement::onEverything).hasMessageContaining("s3:DeleteBucket");
  }

  @ParameterizedTest
  @MethodSource("names")
  void noActionIsAPattern(String name) {
    assertThat(policy(name).statements())
        .flatExtracting(Statement::actions)
        .allSatisfy(action -> assertThat(action).matches("[a-z0-9]+:[A-Za-z]+"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyResourceNamesItsServiceAndMoreThanAStar(String name) {
    assertThat(policy(name).statements())
        .flatExtracting(Statement::resources)
        .filteredOn(resource -> !resource.equals("*"))
        .isNotEmpty()
        .allSatisfy(arn -> assertThat(arn).matches("arn:aws:[a-z0-9]+:[a-z0-9-]*:[0-9]*:[^*].*"));
  }

  /** In the partition and region whose names are longest, with a long domain. */
  @ParameterizedTest
  @EnumSource
  void aPolicyFitsIntoARole(PlatformFunction function) {
    PolicyScope scope = PolicySamples.SCOPE;
    Place far = Place.of("us-gov-west-1", Provider.ACCOUNT);
    PolicyScope longest =
        new PolicyScope(
            far,
            "a-rather-long-name-of-a-community.games.example.org",
            "Z0123456789ABCDEFGHIJKLMNOPQRSTU",
            scope.fileSystemArn().replace("aws:", "aws-us-gov:"),
            scope.filesAccessPointArn().replace("aws:", "aws-us-gov:"),
            scope.listenerArn().replace("aws:", "aws-us-gov:"),
            scope.discordSecretArn(),
            scope.kofiSecretArn(),
            scope.portalSecretArn(),
            scope.qualifier());

    assertThat(FunctionPolicies.ofItself(function, longest).json()).hasSizeLessThan(INLINE_LIMIT);
    assertThat(FunctionPolicies.shared(longest).json()).hasSizeLessThan(MANAGED_LIMIT);
    assertThat(TaskPolicies.tenantBoundary(longest).json()).hasSizeLessThan(MANAGED_LIMIT);
  }

  @ParameterizedTest
  @MethodSource("names")
  void statementIdsAreUnique(String name) {
    assertThat(policy(name).statements()).extracting(Statement::sid).doesNotHaveDuplicates();
  }

  @Test
  void usersAreMadeOnlyWithTheirBoundary() {
    for (String action :
        List.of("iam:CreateUser", "iam:PutUserPolicy", "iam:PutUserPermissionsBoundary")) {
      Statement statement = statement("task-events", action);
      assertThat(statement.conditions().get("ArnEquals"))
          .containsEntry(
              "iam:PermissionsBoundary",
              List.of("arn:aws:iam::123456789012:policy/foundry-hosting-tenant-boundary"));
    }
  }

  @Test
  void onlyTenantsUsersAndTheTwoTaskRolesOfIamAreUsed() {
    assertThat(policy("instance-management").statements())
        .filteredOn(s -> s.actions().getFirst().startsWith("iam:"))
        .flatExtracting(Statement::resources)
        .allSatisfy(
            arn ->
                assertThat(arn)
                    .matches(
                        "arn:aws:iam::123456789012:(user/foundry-hosting/foundry-\\*-[0-9a-f]{8}"
                            + "|role/foundry-hosting-task(-execution)?)"));
  }

  @Test
  void rolesAreGivenToEcsTasksAlone() {
    assertThat(statement("session-prep", "iam:PassRole").conditions().toString())
        .isEqualTo("{StringEquals={iam:PassedToService=[ecs-tasks.amazonaws.com]}}");
  }

  @Test
  void onlyAddressesOfNamesBelowTheDomainAreChanged() {
    Statement statement = statement("auto-shutdown", "route53:ChangeResourceRecordSets");
    assertThat(statement.resources())
        .containsExactly("arn:aws:route53:::hostedzone/" + Declarations.ZONE);
    assertThat(statement.conditions().get("ForAllValues:StringEquals"))
        .containsEntry("route53:ChangeResourceRecordSetsRecordTypes", List.of("A"));
    assertThat(statement.conditions().get("ForAllValues:StringLike"))
        .containsEntry(
            "route53:ChangeResourceRecordSetsNormalizedRecordNames",
            List.of("*." + Declarations.DOMAIN));
  }

  @Test
  void bucketsAndUsersOfThisDomainMatchAndThoseOfOthersDoNot() {
    String bucket = statement("task-events", "s3:CreateBucket").resources().getFirst();
    String pattern = bucket.replace("*", ".*");
    assertThat("arn:aws:s3:::" + new ResourceNames(Declarations.DOMAIN).bucket(new UserId("42")))
        .matches(pattern);
    assertThat("arn:aws:s3:::" + new ResourceNames("other.example.org").bucket(new UserId("42")))
        .doesNotMatch(pattern);
  }

  @Test
  void aTenantsContainerCanMountAndDoNothingElse() {
    assertThat(policy("task").statements())
        .flatExtracting(Statement::actions)
        .containsExactly("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite");
  }

  @Test
  void rootAccessToTheFileSystemIsDenied() {
    assertThat(PolicySamples.ofIdentities().values())
        .noneMatch(policy -> policy.json().contains("ClientRootAccess"));
    assertThat(TaskPolicies.ofFileSystem(PolicySamples.PLACE, "arn:x", "arn:files").statements())
        .filteredOn(s -> s.actions().contains("elasticfilesystem:ClientRootAccess"))
        .allMatch(s -> s.effect() == Statement.Effect.DENY);
  }

  @Test
  void onlyTheFunctionThatWorksOnFilesMountsThemAll() {
    Statement deny =
        TaskPolicies.ofFileSystem(PolicySamples.PLACE, "arn:x", "arn:files").statements().stream()
            .filter(statement -> statement.sid().equals("NobodyElseMountsAllFiles"))
            .findFirst()
            .orElseThrow();
    assertThat(deny.effect()).isEqualTo(Statement.Effect.DENY);
    assertThat(deny.conditions())
        .containsEntry(
            "ArnEquals", Map.of("elasticfilesystem:AccessPointArn", List.of("arn:files")))
        .containsEntry(
            "ArnNotEquals",
            Map.of(
                "aws:PrincipalArn",
                List.of("arn:aws:iam::123456789012:role/foundry-hosting-world-files")));
    assertThat(
            statement("world-files", "elasticfilesystem:ClientWrite").conditions().get("ArnEquals"))
        .containsEntry(
            "elasticfilesystem:AccessPointArn", List.of(PolicySamples.SCOPE.filesAccessPointArn()));
  }

  @Test
  void whatWorksOnFilesSeesOfTheTableItsJobsAlone() {
    Statement use = statement("world-files", "dynamodb:GetItem");
    assertThat(use.conditions().get("ForAllValues:StringLike"))
        .containsEntry("dynamodb:LeadingKeys", List.of("file-job#*", "files#*", "probe#"));
    assertThat(policy("world-files").statements())
        .flatExtracting(Statement::actions)
        .doesNotContain("dynamodb:Query", "dynamodb:Scan", "secretsmanager:GetSecretValue");
  }

  @Test
  void theBotReadsItsOwnSecretAndTheWebhookItsOwn() {
    assertThat(statement("discord-bot", "secretsmanager:GetSecretValue").resources())
        .containsExactly(PolicySamples.SCOPE.discordSecretArn());
    assertThat(statement("kofi-webhook", "secretsmanager:GetSecretValue").resources())
        .containsExactly(PolicySamples.SCOPE.kofiSecretArn());
    assertThat(policy("instance-management").statements())
        .filteredOn(each -> each.sid().equals("DigestCredentials"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.resources())
                    .containsExactly(PolicySamples.SCOPE.portalSecretArn()));
    // What reads tenants' secrets cannot read these by the same pattern.
    String tenants =
        statement("task-events", "secretsmanager:GetSecretValue").resources().getFirst();
    assertThat(PolicySamples.SCOPE.discordSecretArn()).doesNotMatch(tenants.replace("*", ".*"));
    assertThat(PolicySamples.SCOPE.portalSecretArn()).doesNotMatch(tenants.replace("*", ".*"));
  }

  @Test
  void theStackCarriesExactlyThesePolicies() {
    Declarations stack = Declarations.with("foundry-hosting:packaging", "jvm");
    List<String> differing = new ArrayList<>();
    for (PlatformFunction function : PlatformFunction.values()) {
      if (!actionsOf(function, stack).equals(actionsIn(policy(function.moduleName()).json()))) {
        differing.add(function.moduleName());
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void nothingIsAttachedToARoleButWhatEcsAndBackupsNeedAndWhatReconcilersShare() {
    assertThat(
            Declarations.of(Declarations.fullConfiguration(), "production")
                .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment"))
        .extracting(
            attachment ->
                attachment.text("role").replace("foundry-hosting-", "")
                    + " "
                    + attachment.text("policyArn").replaceFirst(".*/", ""))
        .containsExactlyInAnyOrder(
            "task-execution AmazonECSTaskExecutionRolePolicy",
            "backup AWSBackupServiceRolePolicyForBackup",
            "instance-management foundry-hosting-reconciling",
            "task-events foundry-hosting-reconciling",
            "auto-shutdown foundry-hosting-reconciling",
            "session-prep foundry-hosting-reconciling");
  }

  /** By the role's own policy and by those of the stack that are attached to it. */
  private static Set<String> actionsOf(PlatformFunction function, Declarations stack) {
    String role = "foundry-hosting-" + function.moduleName();
    Set<String> actions =
        actionsIn(stack.one("aws:iam/rolePolicy:RolePolicy", role).text("policy"));
    stack.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").stream()
        .filter(attachment -> attachment.text("role").equals(role))
        .map(attachment -> attachment.text("policyArn"))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .map(policy -> stack.one("aws:iam/policy:Policy", policy).text("policy"))
        .forEach(json -> actions.addAll(actionsIn(json)));
    return actions;
  }

  private static Set<String> actionsIn(String json) {
    Set<String> actions = new TreeSet<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .getAsJsonArray("Statement")
        .forEach(
            statement -> {
              var action = statement.getAsJsonObject().get("Action");
              if (action.isJsonArray()) {
                action.getAsJsonArray().forEach(each -> actions.add(each.getAsString()));
              } else {
                actions.add(action.getAsString());
              }
            });
    return actions;
  }

  @Test
  void everyPolicyIsWrittenToAFileForLinters() throws IOException {
    Files.createDirectories(FOLDER);
    for (String name : names()) {
      Files.writeString(
          FOLDER.resolve(name + ".json"),
          new GsonBuilder()
              .setPrettyPrinting()
              .disableHtmlEscaping()
              .create()
              .toJson(JsonParser.parseString(policy(name).json())));
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files).hasSize(names().size());
    }
  }
}
