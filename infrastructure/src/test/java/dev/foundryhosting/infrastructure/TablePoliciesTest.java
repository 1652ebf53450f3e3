/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.infrastructure.policy.FunctionPolicies;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What only some functions may do to tables, and to which. */
class TablePoliciesTest {
  @Test
  void onlyManagementScansAndOnlyServersAndLicences() {
    assertThat(PoliciesTest.statement("instance-management", "dynamodb:Scan").resources())
        .containsExactly(
            "arn:aws:dynamodb:eu-central-1:123456789012:table/foundry-hosting-instances",
            "arn:aws:dynamodb:eu-central-1:123456789012:table/foundry-hosting-license-pool");
    assertThat(PolicySamples.ofIdentities())
        .allSatisfy(
            (name, policy) ->
                assertThat(policy.json().contains("dynamodb:Scan"))
                    .isEqualTo(name.equals("instance-management")));
  }

  @Test
  void onlyReconcilersReadInBatchesAndCheckReservations() {
    Set<String> reconciling =
        FunctionPolicies.RECONCILING.stream()
            .map(PlatformFunction::moduleName)
            .collect(Collectors.toSet());
    PolicySamples.ofIdentities()
        .forEach(
            (name, policy) -> {
              assertThat(policy.json().contains("dynamodb:BatchGetItem"))
                  .as(name)
                  .isEqualTo(reconciling.contains(name));
              assertThat(policy.json().contains("dynamodb:ConditionCheckItem"))
                  .as(name)
                  .isEqualTo(reconciling.contains(name));
            });
    assertThat(reconciling)
        .allSatisfy(
            name ->
                assertThat(PoliciesTest.statement(name, "dynamodb:ConditionCheckItem").resources())
                    .containsExactly(
                        "arn:aws:dynamodb:eu-central-1:123456789012:"
                            + "table/foundry-hosting-license-reservations"));
  }
}
