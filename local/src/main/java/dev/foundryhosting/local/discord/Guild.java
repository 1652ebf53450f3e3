/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The made-up Discord server of a community: its members, and its channels at the beginning. */
final class Guild {
  static final String ID = "1100000000000000001";
  static final String MAINTAINERS = "1100000000000000020";
  static final String APPLICATION = "1100000000000000030";
  static final String BOT_NAME = "Foundry";

  /** The category of the members' own channels. */
  static final String SERVERS_CATEGORY = "1100000000000000010";

  static final String WELCOME = "1100000000000000011";
  static final String MAINTAINERS_CHANNEL = "1100000000000000012";

  static final List<Person> PEOPLE =
      Stream.concat(
              Stream.of(
                  member(101, "Anna", "en-GB", Set.of(), "has a licence of her own"),
                  member(102, "Jörg", "de", Set.of(), "reads German"),
                  member(103, "Bo", "en-US", Set.of(), "has no licence"),
                  member(104, "Kim", "en-GB", Set.of(MAINTAINERS), "is a maintainer")),
              moreMembers())
          .toList();

  private Guild() {}

  /** As many as {@code FOUNDRY_LOCAL_MEMBERS} says: tests of the bot each have their own. */
  private static Stream<Person> moreMembers() {
    int count = Integer.parseInt(System.getenv().getOrDefault("FOUNDRY_LOCAL_MEMBERS", "0"));
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> member(200 + i, "Member " + i, "en-GB", Set.of(), "is there for a test"));
  }

  private static Person member(
      int number, String name, String locale, Set<String> roles, String about) {
    return new Person("1100000000000000%03d".formatted(number), name, locale, roles, about);
  }

  static Optional<Person> person(String id) {
    return PEOPLE.stream().filter(person -> person.id().equals(id)).findFirst();
  }

  static boolean isRole(String id) {
    return id.equals(ID) || id.equals(MAINTAINERS);
  }

  /** The channels of a new Discord server, and the category that docs/discord.md asks for. */
  static List<Channel> channels() {
    List<Overwrite> maintainersOnly =
        List.of(Overwrite.hidden(ID), Overwrite.seen(MAINTAINERS), Overwrite.seen(APPLICATION));
    return List.of(
        Channel.text(WELCOME, "welcome", "Where members register", Optional.empty(), List.of()),
        Channel.text(
            MAINTAINERS_CHANNEL,
            "maintainers",
            "For those who look after all this",
            Optional.empty(),
            maintainersOnly),
        Channel.category(SERVERS_CATEGORY, "Foundry servers"));
  }
}
