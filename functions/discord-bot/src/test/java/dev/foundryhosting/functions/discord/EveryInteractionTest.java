/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionId.Access;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each component, form and command has a step, and ends in something that its person can read, also
 * when the platform refuses everything. What each does when the platform answers is tested by
 * itself.
 */
class EveryInteractionTest {
  private static final Set<Integer> DEFERRED = Set.of(5, 6);

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @MethodSource("componentsAndForms")
  void aComponentOrFormEndsReadably(InteractionId id) {
    String customId = customId(id);

    JsonNode answer =
        id.name().endsWith("-form")
            ? guild.submit(person(id), customId, "name", "x")
            : guild.press(person(id), customId, "1");

    endsReadably(answer);
  }

  static List<InteractionId> componentsAndForms() {
    return new GuildFixture()
        .handlers.ids().stream().filter(id -> !id.name().contains(" ")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aCommandEndsReadably(SlashCommand command) {
    endsReadably(
        guild.command(
            person(command.id()), command.group().label(), command.label(), "reason", "x"));
  }

  @ParameterizedTest
  @EnumSource
  void aCommandAndItsProposalsHaveTheirSteps(SlashCommand command) {
    Stream<InteractionId> proposals =
        command.options().stream()
            .filter(SlashCommand.Option::proposals)
            .map(option -> command.idOf(option.name()));

    assertThat(guild.handlers.ids()).contains(command.id()).containsAll(proposals.toList());
  }

  private void endsReadably(JsonNode answer) {
    if (!DEFERRED.contains(answer.path("type").asInt())) {
      assertThat(answer.path("data").toString()).containsPattern("\"(content|title)\":\"[^\"]+");
      assertThat(guild.discord.calls()).isEmpty();
      return;
    }
    assertThat(guild.discord.lines())
        .filteredOn(
            line ->
                line.equals("PATCH " + GuildFixture.ORIGINAL)
                    || line.equals("POST " + GuildFixture.FOLLOW_UP))
        .hasSize(1);
    assertThat(guild.discord.calls())
        .extracting(StandInDiscord.Call::body)
        .allMatch(body -> body.path("allowed_mentions").path("parse").isEmpty())
        .anyMatch(body -> body.toString().matches(".*\"(content|title)\":\"[^\"]+.*"));
  }

  private static String person(InteractionId id) {
    return id.access() == Access.ADMINISTRATOR ? ADMIN : ALICE;
  }

  private static String customId(InteractionId id) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < id.arguments(); i++) {
      arguments.add(i == 0 && id.access() == Access.OWNER ? ALICE : argument(id));
    }
    return id.with(arguments.toArray(String[]::new)).toString();
  }

  private static String argument(InteractionId id) {
    return switch (id.name()) {
      case "admin-ask", "admin-ask-form" -> "reset";
      case "register-as", "register-form" -> "own";
      default -> "60";
    };
  }
}
