/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who calls the functions, in every kind of stack: timers, wake-ups, the world. */
class CallersTest {
  private static final String EVERY_STACK = "dev.foundryhosting.infrastructure.EveryStack#all";

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void timersTickAsOftenAsRequiredAndRunTheirFunctions(Declarations stack) {
    assertThat(
            stack.ofType("aws:cloudwatch/eventRule:EventRule").stream()
                .filter(rule -> rule.input("scheduleExpression").isPresent())
                .map(
                    rule ->
                        "%s %s"
                            .formatted(rule.text("scheduleExpression"), functionsOf(rule, stack))))
        .containsExactlyInAnyOrder(
            "rate(5 minutes) [auto-shutdown]", "rate(1 minute) [session-prep]");
  }

  private static List<String> functionsOf(Declared rule, Declarations stack) {
    return stack.ofType("aws:cloudwatch/eventTarget:EventTarget").stream()
        .filter(target -> target.text("rule").equals(rule.text("name")))
        .map(target -> target.text("arn").replaceFirst(".*:function:", "").replace(":live", ""))
        .map(RequirementsTest::withoutPrefix)
        .toList();
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void wakeUpsMayFollowEachOtherWithoutALimit(Declarations stack) {
    assertThat(stack.ofType("aws:lambda/functionRecursionConfig:FunctionRecursionConfig"))
        .extracting(loop -> loop.text("functionName") + " " + loop.text("recursiveLoop"))
        .containsExactly("foundry-hosting-task-events Allow");
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void anAsynchronousFunctionTriesThreeTimesAndKeepsFailedEvents(Declarations stack) {
    assertThat(
            stack.ofType("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").stream()
                .map(
                    config ->
                        "%s %s"
                            .formatted(
                                RequirementsTest.withoutPrefix(config.text("functionName")),
                                config.inputs().get("maximumRetryAttempts"))))
        .containsExactlyInAnyOrder(
            "task-events 2.0",
            "auto-shutdown 2.0",
            "session-prep 2.0",
            "world-files 2.0",
            "discord-bot 2.0");
    assertThat(stack.ofType("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"))
        .allSatisfy(
            config ->
                assertThat(config.map("destinationConfig").toString())
                    .contains(config.text("functionName") + "-failed"));
  }

  /** Who writes a function's policy at the same time as another is refused, or is not heard. */
  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void thePermissionsOfAUrlAreWrittenOneAfterTheOther(Declarations stack) {
    for (PlatformFunction function :
        List.of(PlatformFunction.DISCORD_BOT, PlatformFunction.KOFI_WEBHOOK)) {
      String name = function.functionName();
      assertThat(stack.one("aws:lambda/functionUrl:FunctionUrl", name).after())
          .containsExactly("foundry-hosting:infrastructure:Schedules::foundry-hosting-schedules");
      assertThat(stack.one("aws:lambda/permission:Permission", name + "-url").after())
          .containsExactly("aws:lambda/functionUrl:FunctionUrl::" + name);
      assertThat(stack.one("aws:cloudcontrol/resource:Resource", name + "-url-invoke").after())
          .containsExactly("aws:lambda/permission:Permission::" + name + "-url");
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void aUrlHasThePermissionsThatLambdaRequires(Declarations stack) {
    Optional<String> alias =
        stack.ofType("aws:lambda/alias:Alias").isEmpty() ? Optional.empty() : Optional.of("live");
    for (String name : List.of("foundry-hosting-discord-bot", "foundry-hosting-kofi-webhook")) {
      assertThat(stack.one("aws:lambda/permission:Permission", name + "-url").inputs())
          .containsEntry("action", "lambda:InvokeFunctionUrl")
          .containsEntry("principal", "*")
          .containsEntry("functionUrlAuthType", "NONE");
      assertThat(stack.one("aws:cloudcontrol/resource:Resource", name + "-url-invoke").inputs())
          .containsEntry("typeName", "AWS::Lambda::Permission")
          // To the letter: the provider knows a change by the text.
          .containsEntry(
              "desiredState",
              "{\"FunctionName\":\"arn:aws:lambda:eu-central-1:123456789012:function:"
                  + name
                  + alias.map(live -> ":" + live).orElse("")
                  + "\",\"Action\":\"lambda:InvokeFunction\",\"Principal\":\"*\","
                  + "\"InvokedViaFunctionUrl\":true}");
      assertThat(
              Stream.of(
                      stack.one("aws:lambda/permission:Permission", name + "-url"),
                      stack.one("aws:lambda/functionUrl:FunctionUrl", name))
                  .map(each -> Optional.ofNullable(each.text("qualifier"))))
          .containsOnly(alias);
    }
  }
}
