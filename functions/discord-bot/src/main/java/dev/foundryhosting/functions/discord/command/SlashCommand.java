/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.command;

import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.util.List;
import java.util.Locale;

/**
 * The slash commands, as they are registered with Discord and understood. The texts of their
 * descriptions are {@code command.<group>.<name>}.
 */
public enum SlashCommand {
  DASHBOARD(Group.FOUNDRY),
  HELP(Group.FOUNDRY),
  LICENSE(Group.FOUNDRY),
  SESSIONS(Group.FOUNDRY, new Option("timezone", Type.TEXT, false, true)),
  COSTS(Group.FOUNDRY, optional("month", Type.TEXT)),

  OVERVIEW(Group.ADMIN),
  SETUP_REGISTRATION(Group.ADMIN, optional("channel", Type.CHANNEL)),
  RECREATE_REGISTRATION(Group.ADMIN),
  FORCE_STOP(Group.ADMIN, required("user", Type.USER), required("reason", Type.TEXT)),
  CANCEL_SESSION(Group.ADMIN, required("session", Type.TEXT), required("reason", Type.TEXT)),
  MAINTENANCE(Group.ADMIN, required("enabled", Type.FLAG), required("reason", Type.TEXT)),
  RESET(Group.ADMIN),
  TEST_LOG(Group.ADMIN),
  CLEANUP(Group.ADMIN);

  /** The commands, each with its subcommands. */
  public enum Group {
    FOUNDRY("foundry"),
    ADMIN("foundry-admin");

    private final String label;

    Group(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Discord's types of options ("Application Command Option Type"). */
  enum Type {
    TEXT(3),
    FLAG(5),
    USER(6),
    CHANNEL(7);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /**
   * An option of a command.
   *
   * @param proposals whether the bot proposes values while it is typed
   */
  public record Option(String name, Type type, boolean isRequired, boolean proposals) {}

  private final Group group;

  // Made by List.of, which is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Option> options;

  SlashCommand(Group group, Option... options) {
    this.group = group;
    this.options = List.of(options);
  }

  public Group group() {
    return group;
  }

  /** The subcommand's name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public List<Option> options() {
    return options;
  }

  /** Of the step that the command leads to. */
  public InteractionId id() {
    return id("");
  }

  /** Of the step that proposes values while an option is typed. */
  public InteractionId idOf(String option) {
    return id(" " + option);
  }

  private InteractionId id(String option) {
    String name = group.label() + " " + label() + option;
    return switch (group) {
      case FOUNDRY -> InteractionId.ofAnybody(name, 0).alsoOutside();
      case ADMIN -> InteractionId.ofAdministrator(name, 0);
    };
  }

  private static Option required(String name, Type type) {
    return new Option(name, type, true, false);
  }

  private static Option optional(String name, Type type) {
    return new Option(name, type, false, false);
  }
}
