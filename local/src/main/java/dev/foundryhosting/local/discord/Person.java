package dev.foundryhosting.local.discord;

import java.util.Set;

/**
 * Somebody in the made-up Discord server.
 *
 * @param locale the language of the person's Discord ("Reference: Locales")
 * @param about what the person is there for, in a few words
 */
public record Person(String id, String name, String locale, Set<String> roles, String about) {
  public Person {
    roles = Set.copyOf(roles);
  }

  boolean isMaintainer() {
    return roles.contains(Guild.MAINTAINERS);
  }
}
