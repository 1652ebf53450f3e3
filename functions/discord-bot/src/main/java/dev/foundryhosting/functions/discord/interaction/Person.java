package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.platform.UserId;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Set;

/**
 * Who acts, as the signed payload says it.
 *
 * @param displayName as others see it; text of the person's own choice
 * @param roles the ids of the roles in the Discord server; empty in direct messages
 * @param permissions Discord's permission bits in the channel; none in direct messages
 */
public record Person(UserId userId, String displayName, Set<String> roles, BigInteger permissions) {
  /** Discord's {@code ADMINISTRATOR} ("Permissions: Bitwise Permission Flags"). */
  private static final int ADMINISTRATOR_BIT = 3;

  public Person {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(displayName, "displayName");
    roles = Set.copyOf(roles);
    Objects.requireNonNull(permissions, "permissions");
  }

  /** Whether the person may do everything in the Discord server. */
  boolean administersServer() {
    return permissions.testBit(ADMINISTRATOR_BIT);
  }
}
