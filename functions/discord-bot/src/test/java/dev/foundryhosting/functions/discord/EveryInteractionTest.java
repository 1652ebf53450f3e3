package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is pressed, sent or commanded ends in something that its person can read, also when the
 * platform refuses everything. What each does when the platform answers is tested by itself.
 */
class EveryInteractionTest {
  private static final Set<Integer> DEFERRED = Set.of(5, 6);

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @EnumSource
  void aComponentOrForm(Verb verb) {
    String id = id(verb);

    JsonNode answer =
        verb.name().endsWith("_FORM")
            ? guild.submit(person(verb), id, "name", "x")
            : guild.press(person(verb), id, "1");

    endsReadably(answer);
  }

  @ParameterizedTest
  @EnumSource
  void aCommand(SlashCommand command) {
    endsReadably(
        guild.command(
            command.isForAdministrators() ? ADMIN : ALICE,
            command.group().label(),
            command.label(),
            "reason",
            "x"));
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

  private static String person(Verb verb) {
    return verb.use() == Verb.Use.ADMINISTRATOR ? ADMIN : ALICE;
  }

  private static String id(Verb verb) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < verb.arguments(); i++) {
      arguments.add(i == 0 && verb.use() == Verb.Use.OWNER ? ALICE : argument(verb));
    }
    return new CustomId(verb, arguments).toString();
  }

  private static String argument(Verb verb) {
    return switch (verb) {
      case ADMIN_ASK, ADMIN_ASK_FORM -> "reset";
      case REGISTER_AS, REGISTER_FORM -> "own";
      default -> "60";
    };
  }
}
