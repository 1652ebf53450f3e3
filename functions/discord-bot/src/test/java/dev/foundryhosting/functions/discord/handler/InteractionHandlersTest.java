/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.CustomId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionHandlersTest {
  private static final InteractionId START = InteractionId.ofOwner("start", 1);

  private final InteractionHandler handler = new StartHandler();
  private final InteractionHandlers handlers = new InteractionHandlers(List.of(handler));

  private static final class StartHandler extends InteractionHandler {
    StartHandler() {
      update(START, task -> {});
    }
  }

  @Test
  void aStepIsFoundByItsCustomId() {
    assertThat(handlers.find(input("start:1"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "start:1:2", "unknown:1"})
  void aComponentOfAnotherVersionHasNoStep(String customId) {
    assertThat(handlers.find(input(customId))).isEmpty();
  }

  @Test
  void twoStepsOfOneNameAreRejectedAtStart() {
    assertThatThrownBy(() -> new InteractionHandlers(List.of(handler, handler)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("start");
  }

  @Test
  void aStepTakesAsManyArgumentsAsItSays() {
    assertThatThrownBy(START::with).isInstanceOf(IllegalArgumentException.class);
  }

  private static Interaction.Input input(String customId) {
    CustomId id = CustomId.parse(customId).orElseThrow();
    return new Interaction.Input(
        Interaction.Type.MESSAGE_COMPONENT, id.name(), id.arguments(), "", Map.of(), "7");
  }
}
