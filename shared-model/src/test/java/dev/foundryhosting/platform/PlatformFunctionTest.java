/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformFunctionTest {
  private static final Set<Variable> ONLY_WHERE_AWS_IS_EMULATED =
      EnumSet.of(Variable.AWS_ENDPOINT_URL, Variable.PLATFORM_CLOCK_OFFSET);

  @Test
  void everyVariableIsReadBySomeFunction() {
    Set<Variable> read =
        Arrays.stream(PlatformFunction.values())
            .flatMap(function -> function.variables().stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variable.class)));

    assertThat(read).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ONLY_WHERE_AWS_IS_EMULATED)));
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionNamesEachVariableOnce(PlatformFunction function) {
    assertThat(function.variables()).doesNotHaveDuplicates();
  }

  @Test
  void aFunctionIsCalledLikeItsModule() {
    assertThat(PlatformFunction.INSTANCE_MANAGEMENT.moduleName()).isEqualTo("instance-management");
    assertThat(PlatformFunction.KOFI_WEBHOOK.functionName())
        .isEqualTo("foundry-hosting-kofi-webhook");
  }

  @Test
  void aFunctionWorksOnTheTablesThatItIsToldOf() {
    assertThat(PlatformFunction.KOFI_WEBHOOK.tables()).containsExactly(TableSchema.USAGE);
    assertThat(PlatformFunction.TASK_EVENTS.tables()).doesNotContain(TableSchema.BOT_CONFIG);
  }
}
