/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is declared keeps to the provider's rules: a mock would let anything through. */
class ProviderRulesTest {

  static Stream<Declarations> stacks() {
    return Stream.of(
        Declarations.of(Declarations.fullConfiguration(), "production"),
        Declarations.of(Declarations.requiredConfiguration(), "dev"),
        Declarations.with("foundry-hosting:packaging", "jvm"),
        Declarations.with("foundry-hosting:networkMode", "public"));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everyValueIsOneThatTheProviderTakes(Declarations stack) {
    assertThat(
            stack.resources().stream()
                .filter(resource -> !resource.isComponent())
                .flatMap(resource -> ProviderRules.broken(resource).stream()))
        .isEmpty();
  }

  @Test
  void aValueThatTheProviderRefusesIsFound() {
    Declared queue =
        new Declared(
            "aws:sqs/queue:Queue",
            "wrong",
            Map.of("name", "no spaces", "redrivePolicy", "{", "messageRetentionSeconds", 30.0),
            "",
            List.of(),
            List.of(),
            false,
            true);

    assertThat(ProviderRules.broken(queue)).hasSize(3).allMatch(text -> text.contains("must be"));
  }

  @Test
  void aNewTypeComesInWithItsRules() {
    Set<String> declared =
        stacks()
            .flatMap(stack -> stack.resources().stream())
            .filter(resource -> !resource.isComponent())
            .map(Declared::type)
            .collect(Collectors.toSet());

    assertThat(declared).isEqualTo(ProviderRules.BY_TYPE.keySet());
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everyRouteAndRuleHasOneEnd(Declarations stack) {
    assertThat(stack.ofType("aws:ec2/route:Route"))
        .allMatch(route -> has(route, "gatewayId", "natGatewayId") == 1);
    assertThat(stack.resources())
        .filteredOn(each -> each.type().startsWith("aws:vpc/securityGroup"))
        .allMatch(rule -> has(rule, "cidrIpv4", "referencedSecurityGroupId", "prefixListId") == 1)
        .allMatch(
            rule ->
                has(rule, "fromPort", "toPort") == (rule.text("ipProtocol").equals("-1") ? 0 : 2));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void aRecordIsAnAliasOrHasValuesAndTheirLifetime(Declarations stack) {
    assertThat(stack.ofType("aws:route53/record:Record"))
        .allMatch(
            record ->
                has(record, "aliases") == 1
                    ? has(record, "records", "ttl") == 0
                    : has(record, "records", "ttl") == 2);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void aRuleOfEventsHasAScheduleOrAPatternAndTimersAreOnTheDefaultBus(Declarations stack) {
    assertThat(stack.ofType("aws:cloudwatch/eventRule:EventRule"))
        .allMatch(rule -> has(rule, "scheduleExpression", "eventPattern") == 1)
        .allMatch(rule -> has(rule, "scheduleExpression", "eventBusName") < 2);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void nothingDeprecatedIsDeclared(Declarations stack) {
    assertThat(stack.arguments().stream().flatMap(ProviderRulesTest::deprecated)).isEmpty();
  }

  private static long has(Declared resource, String... inputs) {
    return Stream.of(inputs).filter(input -> resource.input(input).isPresent()).count();
  }

  private static Stream<String> deprecated(ResourceArgs args) {
    return List.of(args.getClass().getDeclaredFields()).stream()
        .filter(field -> field.isAnnotationPresent(Import.class))
        .filter(field -> field.isAnnotationPresent(Deprecated.class))
        .filter(field -> Objects.nonNull(valueOf(field, args)))
        .map(field -> args.getClass().getSimpleName() + "." + field.getName());
  }

  private static Object valueOf(Field field, ResourceArgs args) {
    try {
      field.setAccessible(true);
      return field.get(args);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
