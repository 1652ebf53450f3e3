package dev.foundryhosting.functions.discord.command;

import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.util.List;

/**
 * The catalogue of slash commands: what is registered with Discord is what is understood. The texts
 * of descriptions are in the bundles, as {@code command.<group>.<name>}.
 */
public enum SlashCommand {
  DASHBOARD(Group.FOUNDRY, "dashboard"),
  HELP(Group.FOUNDRY, "help"),
  LICENSE(Group.FOUNDRY, "license"),
  SESSIONS(Group.FOUNDRY, "sessions", Option.proposed("timezone")),
  COSTS(Group.FOUNDRY, "costs", Option.optional("month", Option.Type.TEXT)),

  OVERVIEW(Group.ADMIN, "overview"),
  SETUP_REGISTRATION(
      Group.ADMIN, "setup-registration", Option.optional("channel", Option.Type.CHANNEL)),
  RECREATE_REGISTRATION(Group.ADMIN, "recreate-registration"),
  FORCE_STOP(
      Group.ADMIN,
      "force-stop",
      Option.required("user", Option.Type.USER),
      Option.required("reason", Option.Type.TEXT)),
  CANCEL_SESSION(
      Group.ADMIN,
      "cancel-session",
      Option.required("session", Option.Type.TEXT),
      Option.required("reason", Option.Type.TEXT)),
  MAINTENANCE(
      Group.ADMIN,
      "maintenance",
      Option.required("enabled", Option.Type.FLAG),
      Option.required("reason", Option.Type.TEXT)),
  RESET(Group.ADMIN, "reset"),
  TEST_LOG(Group.ADMIN, "test-log"),
  CLEANUP(Group.ADMIN, "cleanup");

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

  /**
   * An option of a command.
   *
   * @param proposals whether the bot proposes values while it is typed
   */
  public record Option(String name, Type type, boolean isRequired, boolean proposals) {

    /** Discord's types ("Application Command Option Type"). */
    public enum Type {
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

    static Option required(String name, Type type) {
      return new Option(name, type, true, false);
    }

    static Option optional(String name, Type type) {
      return new Option(name, type, false, false);
    }

    static Option proposed(String name) {
      return new Option(name, Type.TEXT, false, true);
    }
  }

  private final Group group;
  private final String label;

  // Made by List.of, which nobody can change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Option> options;

  SlashCommand(Group group, String label, Option... options) {
    this.group = group;
    this.label = label;
    this.options = List.of(options);
  }

  /** Of the step that the command leads to. */
  public InteractionId id() {
    return id("");
  }

  /** Of the step that proposes values while an option is typed. */
  public InteractionId idOf(String option) {
    return id(" " + option);
  }

  public Group group() {
    return group;
  }

  /** The subcommand's name. */
  public String label() {
    return label;
  }

  public List<Option> options() {
    return options;
  }

  private InteractionId id(String option) {
    String name = group.label() + " " + label + option;
    return switch (group) {
      case FOUNDRY -> InteractionId.ofAnybody(name, 0);
      case ADMIN -> InteractionId.ofAdministrator(name, 0);
    };
  }
}
