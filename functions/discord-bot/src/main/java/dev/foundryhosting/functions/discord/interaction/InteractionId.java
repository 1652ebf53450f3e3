/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.CustomId;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import java.util.List;

/**
 * By what a step is found, and who may take it.
 *
 * @param name in custom ids; of a slash command with its subcommand, such as {@code foundry help}
 * @param arguments how many follow the name in a custom id
 * @param open whether also somebody may take it who is no member of the Discord server: it costs
 *     the community nothing
 */
public record InteractionId(String name, int arguments, Access access, boolean open) {

  /** Who may take a step. */
  public enum Access {
    ANYBODY,
    /** Only the user whom the first argument names. */
    OWNER,
    ADMINISTRATOR
  }

  public static InteractionId ofAnybody(String name, int arguments) {
    return new InteractionId(name, arguments, Access.ANYBODY, false);
  }

  public static InteractionId ofOwner(String name, int arguments) {
    return new InteractionId(name, arguments, Access.OWNER, false);
  }

  public static InteractionId ofAdministrator(String name, int arguments) {
    return new InteractionId(name, arguments, Access.ADMINISTRATOR, false);
  }

  /** The same, also for somebody who has left the Discord server. */
  public InteractionId alsoOutside() {
    return new InteractionId(name, arguments, access, true);
  }

  /** The custom id of a component or modal that leads to the step. */
  public CustomId with(String... values) {
    if (values.length != arguments) {
      throw new IllegalArgumentException(name + " takes " + arguments + " arguments");
    }
    return new CustomId(name, List.of(values));
  }

  /** A button that leads to the step; its label is the text {@code button.<name>}. */
  public Component button(Component.Style style, Texts texts, String... values) {
    return new Component.Button(style, texts.get("button." + name), with(values));
  }

  /** Whether the person who made the interaction may take the step. */
  public boolean permits(Interaction interaction, DiscordSettings settings) {
    return switch (access) {
      case ANYBODY -> true;
      case OWNER -> interaction.argument(0).equals(interaction.userId().value());
      case ADMINISTRATOR -> interaction.isByAdministrator(settings);
    };
  }
}
