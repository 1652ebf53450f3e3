/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.Locale;
import java.util.Set;

/**
 * A member of the made-up Discord server.
 *
 * @param locale the language of the member's Discord ("Reference: Locales")
 * @param about what the member is there for, in a few words
 */
record Person(String id, String name, String locale, Set<String> roles, String about) {
  Person {
    roles = Set.copyOf(roles);
  }

  boolean isMaintainer() {
    return roles.contains(Guild.MAINTAINERS);
  }

  /** Discord's JSON of it ("User Object"). */
  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("username", name.toLowerCase(Locale.ROOT))
        .put("global_name", name)
        .put("discriminator", "0")
        .put("bot", false);
  }

  /** Discord's JSON of the person in its Discord server ("Guild Member Object"). */
  ObjectNode memberJson() {
    ObjectNode member = Json.object();
    member.set("user", json());
    member.putNull("nick");
    roles.forEach(member.putArray("roles")::add);
    return member;
  }
}
