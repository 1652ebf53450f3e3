/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.Week;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the update of a user's bookings; each counts the revision up. */
final class BookingsUpdate {
  private final List<String> sets = new ArrayList<>();
  private final List<String> removals = new ArrayList<>();
  private final List<String> additions = new ArrayList<>(List.of("#revision :one"));
  private final ItemWriter values = new ItemWriter().number(":one", 1);
  private final Map<String, String> aliases = new HashMap<>();

  BookingsUpdate entry(Reservation reservation) {
    sets.add("#entries.%s = :entry".formatted(alias(reservation.sessionId().value())));
    values.map(":entry", reservation, ReservationItem::write);
    return this;
  }

  void withoutEntry(SessionId session) {
    removals.add("#entries." + alias(session.value()));
  }

  void withoutWeek(Week week) {
    removals.add(alias(SessionItem.playedIn(week)));
  }

  /** Adds what was played in a week to what is there. */
  void played(Week week, Duration time) {
    if (!time.isZero()) {
      String value = ":played" + additions.size();
      additions.add(alias(SessionItem.playedIn(week)) + " " + value);
      values.number(value, time.toSeconds());
    }
  }

  Expression expression() {
    return new Expression(
        clause("SET", sets) + clause("REMOVE", removals) + clause("ADD", additions),
        values,
        aliases);
  }

  private String alias(String name) {
    String alias = "#name" + aliases.size();
    aliases.put(alias, name);
    return alias;
  }

  private static String clause(String verb, List<String> parts) {
    return parts.isEmpty() ? "" : "%s %s ".formatted(verb, String.join(", ", parts));
  }
}
