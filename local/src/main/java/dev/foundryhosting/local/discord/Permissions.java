/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Who may do what in which channel ("Permissions", with its pseudocode of overwrites). */
final class Permissions {
  static final long MANAGE_CHANNELS = 1L << 4;
  static final long VIEW_CHANNEL = 1L << 10;
  static final long SEND_MESSAGES = 1L << 11;
  static final long EMBED_LINKS = 1L << 14;
  static final long READ_HISTORY = 1L << 16;
  static final long MANAGE_ROLES = 1L << 28;
  static final long USE_COMMANDS = 1L << 31;

  /** The permissions of the role {@code @everyone}. */
  static final long EVERYBODY =
      VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | READ_HISTORY | USE_COMMANDS;

  /** The permissions in the bot's invitation; docs/discord.md has the same number. */
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

  /**
   * @throws Refusal when the bot lacks a permission in a channel
   */
  static void needs(Channel channel, long permission) {
    long allowed = ofBot(channel);
    if ((allowed & VIEW_CHANNEL) == 0) {
      throw Refusal.MISSING_ACCESS.get();
    }
    if ((allowed & permission) != permission) {
      throw Refusal.MISSING_PERMISSIONS.get();
    }
  }

  private static long overwritten(long base, String id, Set<String> roles, Channel channel) {
    long allowed = base;
    // In Discord's order: @everyone, then all roles together, then the member.
    for (Predicate<String> concerned :
        List.<Predicate<String>>of(Guild.ID::equals, roles::contains, id::equals)) {
      List<Overwrite> overwrites =
          channel.overwrites().stream().filter(each -> concerned.test(each.id())).toList();
      long denied = overwrites.stream().mapToLong(Overwrite::deny).reduce(0, (a, b) -> a | b);
      long added = overwrites.stream().mapToLong(Overwrite::allow).reduce(0, (a, b) -> a | b);
      allowed = (allowed & ~denied) | added;
    }
    // Without VIEW_CHANNEL no other permission counts.
    return (allowed & VIEW_CHANNEL) == 0 ? 0 : allowed;
  }
}
