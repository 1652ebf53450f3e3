/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions in both packagings, and their variables. */
class FunctionsTest {
  private static final Declarations NATIVE =
      Declarations.of(Declarations.fullConfiguration(), "production");
  private static final Declarations JVM = Declarations.with("foundry-hosting:packaging", "jvm");
  private static final Declarations PUBLIC =
      Declarations.with("foundry-hosting:networkMode", "public");
  private static final Declarations BARE =
      Declarations.of(Declarations.requiredConfiguration(), "production");

  private static Declared declared(Declarations stack, PlatformFunction function) {
    return stack.one("aws:lambda/function:Function", function.functionName());
  }

  private static Map<String, String> environment(Declarations stack, PlatformFunction function) {
    return LayersTest.environment(stack, function.moduleName());
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionGetsExactlyTheVariablesThatItReads(PlatformFunction function) {
    TreeSet<String> expected =
        function.variables().stream()
            .filter(variable -> variable != Variable.AWS_REGION)
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(environment(JVM, function).keySet()).isEqualTo(expected);
    expected.add("DISABLE_SIGNAL_HANDLERS");
    assertThat(environment(NATIVE, function).keySet()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionAcceptsTheValuesOfItsVariables(PlatformFunction function) {
    for (Declarations stack : new Declarations[] {NATIVE, JVM, BARE}) {
      Map<String, String> values = new HashMap<>(environment(stack, function));
      values.put("AWS_REGION", Provider.REGION);
      Environment environment = new Environment(values);

      for (Variable variable : function.variables()) {
        assertThatCode(() -> environment.find(variable)).doesNotThrowAnyException();
        assertThat(environment.find(variable).isPresent() || variable.fallback().isPresent())
            .as("%s gets %s", function, variable)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEnvironmentFitsIntoLambdasFourKilobytes(PlatformFunction function) {
    assertThat(environment(NATIVE, function).toString()).hasSizeLessThan(4096);
  }

  @ParameterizedTest
  @EnumSource
  void aNativeFunctionBringsItsOwnRuntime(PlatformFunction function) {
    assertThat(declared(NATIVE, function).inputs())
        .containsEntry("runtime", "provided.al2023")
        .containsEntry("handler", "any")
        .doesNotContainKeys("snapStart", "publish");
    assertThat(environment(NATIVE, function)).containsEntry("DISABLE_SIGNAL_HANDLERS", "true");
    assertThat(NATIVE.ofType("aws:lambda/alias:Alias")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionOnTheJvmIsPublishedWithASnapshotAndCalledByItsAlias(PlatformFunction function) {
    assertThat(declared(JVM, function).inputs())
        .containsEntry("runtime", "java21")
        .containsEntry(
            "handler", "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest")
        .containsEntry(
            "snapStart",
            // Lambda takes none of a function that mounts a file system.
            Map.of(
                "applyOn", function == PlatformFunction.WORLD_FILES ? "None" : "PublishedVersions"))
        .containsEntry("publish", true);
    assertThat(JVM.one("aws:lambda/alias:Alias", function.functionName()).inputs())
        .containsEntry("name", "live")
        .containsEntry("functionVersion", "7");
  }

  /** With SnapStart nothing else would ever make it read a new token. */
  @ParameterizedTest
  @ValueSource(strings = {"native", "jvm"})
  void theBotIsPublishedAnewWhenItsSecretChanges(String packaging) {
    Map<String, String> configuration = Declarations.fullConfiguration();
    configuration.put("foundry-hosting:packaging", packaging);
    Declarations before = Declarations.of(configuration, "production");
    configuration.put("discord:token", "another-token");
    Declarations after = Declarations.of(configuration, "production");

    for (PlatformFunction function : PlatformFunction.values()) {
      assertThat(configured(after, function).equals(configured(before, function)))
          .as(function.functionName())
          .isEqualTo(function != PlatformFunction.DISCORD_BOT);
    }
  }

  /** All but the code: two archives of one file are not equal. */
  private static Map<String, Object> configured(Declarations stack, PlatformFunction function) {
    Map<String, Object> inputs = new HashMap<>(declared(stack, function).inputs());
    assertThat(inputs.remove("code")).isNotNull();
    return inputs;
  }

  @Test
  void callersOfAFunctionOnTheJvmUseItsAlias() {
    assertThat(JVM.ofType("aws:cloudwatch/eventTarget:EventTarget"))
        .filteredOn(target -> target.text("arn").contains(":lambda:"))
        .allSatisfy(target -> assertThat(target.text("arn")).endsWith(":live"));
    assertThat(JVM.ofType("aws:lambda/eventSourceMapping:EventSourceMapping"))
        .allSatisfy(mapping -> assertThat(mapping.text("functionName")).endsWith(":live"));
    assertThat(JVM.resources())
        .filteredOn(
            r ->
                r.isOf("aws:lambda/permission:Permission")
                    || r.isOf("aws:lambda/functionUrl:FunctionUrl")
                    || r.isOf("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"))
        .hasSize(4 + 2 + 2 + 5)
        .allSatisfy(r -> assertThat(r.text("qualifier")).isEqualTo("live"));
    assertThat(environment(JVM, PlatformFunction.DISCORD_BOT))
        .containsEntry(
            "INSTANCE_MANAGEMENT_FUNCTION_NAME", "foundry-hosting-instance-management:live");
    assertThat(JVM.ofType("aws:cloudcontrol/resource:Resource"))
        .allSatisfy(r -> assertThat(r.text("desiredState")).contains(":live\""));
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionLogsAsJsonToItsOwnGroupAndIsTraced(PlatformFunction function) {
    Declared declared = declared(NATIVE, function);
    assertThat(declared.map("loggingConfig"))
        .containsEntry("logFormat", "JSON")
        .containsEntry("logGroup", "/aws/lambda/" + function.functionName());
    assertThat(declared.map("tracingConfig")).containsEntry("mode", "Active");
  }

  @Test
  void timeOutsFitTheCallers() {
    assertThat(NATIVE.ofType("aws:lambda/function:Function"))
        .extracting(f -> f.name().replace("foundry-hosting-", "") + " " + f.inputs().get("timeout"))
        .containsExactlyInAnyOrder(
            "instance-management 60.0",
            "task-events 60.0",
            "auto-shutdown 300.0",
            "session-prep 300.0",
            "world-files 900.0",
            "kofi-webhook 10.0",
            "discord-bot 120.0");
  }

  @Test
  void oneFunctionMountsTheUsersFilesWhereTheMountTargetsAre() {
    for (Declarations stack : new Declarations[] {NATIVE, JVM, PUBLIC}) {
      assertThat(stack.ofType("aws:lambda/function:Function"))
          .filteredOn(f -> f.input("fileSystemConfig").isPresent())
          .singleElement()
          .satisfies(
              f -> {
                assertThat(f.name()).isEqualTo("foundry-hosting-world-files");
                assertThat(f.map("fileSystemConfig"))
                    .containsEntry("localMountPath", "/mnt/instances");
                assertThat(f.map("fileSystemConfig").get("arn").toString())
                    .endsWith("foundry-hosting-files");
                assertThat(f.map("vpcConfig").toString())
                    .contains(
                        "subnet-foundry-hosting-private-1",
                        "subnet-foundry-hosting-private-2",
                        "foundry-hosting-world-files");
                assertThat(f.after())
                    .contains(
                        "aws:efs/mountTarget:MountTarget::foundry-hosting-efs-mount-1",
                        "aws:efs/mountTarget:MountTarget::foundry-hosting-efs-mount-2");
              });
      assertThat(stack.one("aws:efs/accessPoint:AccessPoint", "foundry-hosting-files").inputs())
          .containsEntry("posixUser", Map.of("uid", 1000.0, "gid", 1000.0))
          .extractingByKey("rootDirectory")
          .asString()
          .contains("path=/foundry-instances", "ownerUid=1000", "permissions=0750");
    }
  }

  @Test
  void webhooksReserveConcurrencyOnlyWhenConfigured() {
    assertThat(NATIVE.ofType("aws:lambda/function:Function"))
        .filteredOn(f -> f.input("reservedConcurrentExecutions").isPresent())
        .extracting(Declared::name)
        .containsExactlyInAnyOrder("foundry-hosting-kofi-webhook", "foundry-hosting-discord-bot");
    assertThat(BARE.ofType("aws:lambda/function:Function"))
        .noneMatch(f -> f.input("reservedConcurrentExecutions").isPresent());
  }

  @Test
  void theProcessorIsAsConfigured() {
    assertThat(NATIVE.ofType("aws:lambda/function:Function"))
        .allMatch(f -> f.list("architectures").toString().equals("[arm64]"));
    assertThat(
            Declarations.with("foundry-hosting:architecture", "x86_64")
                .ofType("aws:lambda/function:Function"))
        .allMatch(f -> f.list("architectures").toString().equals("[x86_64]"));
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionsCodeIsWhatItsModuleBuilds(PlatformFunction function) {
    assertThat(Graph.plain(declared(NATIVE, function).inputs()).get("code"))
        .isEqualTo(
            Map.of("path", "functions/%s/target/function.zip".formatted(function.moduleName())));
  }
}
