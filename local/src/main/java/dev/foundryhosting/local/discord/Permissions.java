package dev.foundryhosting.local.discord;

import java.util.Set;

/** Who may do what in which channel ("Permissions", with its pseudocode of overwrites). */
final class Permissions {
  static final long MANAGE_CHANNELS = 1L << 4;
  static final long VIEW_CHANNEL = 1L << 10;
  static final long SEND_MESSAGES = 1L << 11;
  static final long EMBED_LINKS = 1L << 14;
  static final long READ_HISTORY = 1L << 16;
  static final long MANAGE_ROLES = 1L << 28;
  static final long USE_COMMANDS = 1L << 31;

  /** What the role of everybody allows here. */
  static final long EVERYBODY =
      VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | READ_HISTORY | USE_COMMANDS;

  /** What the bot was invited with; docs/discord.md has the same number. */
  static final long BOT =
      MANAGE_CHANNELS | VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | READ_HISTORY | MANAGE_ROLES;

  private Permissions() {}

  static long of(Person person, Channel channel) {
    if (channel.kind() == Channel.Kind.DIRECT) {
      return channel.recipient().filter(person.id()::equals).isPresent() ? EVERYBODY : 0;
    }
    return overwritten(EVERYBODY, person.id(), person.roles(), channel);
  }

  static long ofBot(Channel channel) {
    return channel.kind() == Channel.Kind.DIRECT
        ? EVERYBODY
        : overwritten(EVERYBODY | BOT, Guild.APPLICATION, Set.of(), channel);
  }

  static boolean sees(Person person, Channel channel) {
    return (of(person, channel) & VIEW_CHANNEL) != 0;
  }

  private static long overwritten(long base, String id, Set<String> roles, Channel channel) {
    long allowed = base;
    for (Overwrite everybody : channel.overwrites(Guild.ID::equals)) {
      allowed = (allowed & ~everybody.deny()) | everybody.allow();
    }
    long allowedByRoles = 0;
    long deniedByRoles = 0;
    for (Overwrite role : channel.overwrites(roles::contains)) {
      allowedByRoles |= role.allow();
      deniedByRoles |= role.deny();
    }
    allowed = (allowed & ~deniedByRoles) | allowedByRoles;
    for (Overwrite own : channel.overwrites(id::equals)) {
      allowed = (allowed & ~own.deny()) | own.allow();
    }
    // Who does not see a channel can do nothing in it.
    return (allowed & VIEW_CHANNEL) == 0 ? 0 : allowed;
  }
}
