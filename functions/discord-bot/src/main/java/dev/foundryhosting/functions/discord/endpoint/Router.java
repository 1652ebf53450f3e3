package dev.foundryhosting.functions.discord.endpoint;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import java.util.List;
import java.util.Optional;

/**
 * Decides the first answer to an interaction, of nothing but the signed payload. Here, and nowhere
 * else, it is decided who may do what: only what passes is worked on.
 */
final class Router {
  private final DiscordSettings settings;

  Router(DiscordSettings settings) {
    this.settings = settings;
  }

  InteractionResponse answer(Interaction interaction) {
    Texts texts = Texts.in(interaction.language());
    if (settings.isForeign(interaction)) {
      return interaction.deed() instanceof Interaction.Autocomplete
          ? new InteractionResponse.AutocompleteResult(List.of())
          : say(texts.get("refused.foreign"));
    }
    return switch (interaction.deed()) {
      case Interaction.Command command -> command(command, interaction, texts);
      case Interaction.Autocomplete typing -> typing(typing);
      case Interaction.MessageComponent press ->
          CustomId.parse(press.customId())
              .map(id -> use(id, interaction, texts))
              .orElseGet(() -> say(texts.get("refused.outdated")));
      case Interaction.ModalSubmit submission ->
          CustomId.parse(submission.customId())
              .map(id -> use(id, interaction, texts))
              .orElseGet(() -> say(texts.get("refused.outdated")));
    };
  }

  private InteractionResponse command(
      Interaction.Command given, Interaction interaction, Texts texts) {
    Optional<SlashCommand> known = SlashCommand.named(given.command(), given.subcommand());
    if (known.isEmpty()) {
      return say(texts.get("refused.unknown"));
    }
    if (known.get().isForAdministrators() && !settings.isAdministrator(interaction)) {
      return say(texts.get("refused.administrators"));
    }
    return known.get() == SlashCommand.HELP
        ? new InteractionResponse.ChannelMessage(help(texts))
        : new InteractionResponse.Deferred();
  }

  private static InteractionResponse typing(Interaction.Autocomplete typing) {
    boolean zone =
        SlashCommand.named(typing.command(), typing.subcommand())
            .filter(command -> command == SlashCommand.SESSIONS)
            .isPresent();
    return new InteractionResponse.AutocompleteResult(
        zone && typing.option().equals("timezone")
            ? TimeZones.proposals(typing.typed())
            : List.of());
  }

  private InteractionResponse use(CustomId id, Interaction interaction, Texts texts) {
    boolean allowed =
        switch (id.verb().use()) {
          case ANYBODY -> true;
          case OWNER -> id.argument(0).equals(interaction.person().userId().value());
          case ADMINISTRATOR -> settings.isAdministrator(interaction);
        };
    if (!allowed) {
      boolean owned = id.verb().use() == Verb.Use.OWNER;
      return say(texts.get(owned ? "refused.not-yours" : "refused.administrators"));
    }
    return answer(id, interaction, texts);
  }

  private static InteractionResponse answer(CustomId id, Interaction interaction, Texts texts) {
    Modals forms = new Modals(texts);
    return switch (id.verb()) {
      case REGISTER -> new InteractionResponse.ChannelMessage(forms.registrationChoice());
      case REGISTER_AS ->
          new InteractionResponse.ShowModal(
              forms.registration(id.argument(0), interaction.person()));
      case DESTROY -> new InteractionResponse.ChannelMessage(forms.destroyChoice(id));
      case DESTROY_AS -> new InteractionResponse.ShowModal(forms.destroy(id));
      case PLAN -> new InteractionResponse.ShowModal(forms.plan(id));
      case CLAIM -> new InteractionResponse.ShowModal(forms.claim(id));
      case ADMIN_ASK -> new InteractionResponse.ShowModal(forms.reason(id));
      case NEVER_MIND ->
          new InteractionResponse.UpdateMessage(Message.text(texts.get("never-mind")));
      case START,
          STOP,
          KEEP_ALIVE,
          REFRESH,
          VERSION,
          PLAN_BOOK,
          CANCEL_SESSION,
          LICENSE_DO,
          ADMIN_OVERVIEW,
          ADMIN_DETAIL,
          ADMIN_DO,
          REGISTER_FORM,
          PROLONG,
          ADMIN_KEY,
          DESTROY_FORM,
          SESSIONS,
          PLAN_FORM,
          LICENSE,
          COSTS,
          CLAIM_FORM,
          ADMIN_ASK_FORM ->
          id.verb().changesItsMessage()
              ? new InteractionResponse.DeferredUpdate()
              : new InteractionResponse.Deferred();
    };
  }

  private static Message help(Texts texts) {
    return Message.text(texts.get("help"));
  }

  private static InteractionResponse say(String text) {
    return new InteractionResponse.ChannelMessage(Message.text(text));
  }
}
