package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All sessions and licences, put together from what the platform says to its callers. */
@Singleton
public class Pool {
  private static final String LICENCE_OF = "byol-";

  private final Platform platform;

  Pool(Platform platform) {
    this.platform = platform;
  }

  /** As it is now. */
  public State read() {
    Platform.Listing listing = platform.instances();
    Map<String, String> names = new LinkedHashMap<>();
    listing
        .instances()
        .forEach(user -> names.put(user.path("userId").asText(), user.path("username").asText()));
    List<ObjectNode> sessions = sessions(names);
    Map<String, JsonNode> byId = new TreeMap<>();
    sessions.forEach(session -> byId.put(session.path("sessionId").asText(), session));
    return new State(
        listing.instances(), sessions, licences(listing, names, byId), listing.problem());
  }

  private List<ObjectNode> sessions(Map<String, String> names) {
    List<ObjectNode> sessions = new ArrayList<>();
    for (String user : names.keySet()) {
      for (JsonNode session : platform.askAsOperator("list-sessions", user).path("sessions")) {
        sessions.add(named((ObjectNode) session, names));
      }
    }
    sessions.sort(Comparator.comparing(session -> session.path("startsAt").asText()));
    return sessions;
  }

  /** The pool as an operator sees it, and each licence that is not lent as its owner does. */
  private List<ObjectNode> licences(
      Platform.Listing listing, Map<String, String> names, Map<String, JsonNode> sessions) {
    Map<String, ObjectNode> licences = new TreeMap<>();
    add(licences, platform.askAsOperator("license-pool-status", Platform.OPERATOR));
    for (JsonNode user : listing.instances()) {
      String id = user.path("license").path("licenseId").asText();
      if (!id.isEmpty() && !licences.containsKey(id)) {
        add(licences, platform.ask("license-pool-status", user.path("userId").asText()));
      }
    }
    licences.values().forEach(licence -> complete(licence, names, sessions));
    return List.copyOf(licences.values());
  }

  private static void add(Map<String, ObjectNode> licences, JsonNode status) {
    for (JsonNode licence : status.path("licenses")) {
      licences.putIfAbsent(licence.path("licenseId").asText(), (ObjectNode) licence);
    }
  }

  private static void complete(
      ObjectNode licence, Map<String, String> names, Map<String, JsonNode> sessions) {
    String owner = licence.path("licenseId").asText().substring(LICENCE_OF.length());
    licence.put("ownerId", owner).put("ownerName", names.getOrDefault(owner, owner));
    if (licence.hasNonNull("inUseBy")) {
      String user = licence.path("inUseBy").asText();
      licence.put("inUseByName", names.getOrDefault(user, user));
    }
    for (JsonNode booking : licence.path("bookings")) {
      JsonNode session = sessions.get(booking.path("sessionId").asText());
      if (session != null) {
        ((ObjectNode) booking)
            .put("title", session.path("title").asText())
            .put("status", session.path("status").asText());
      }
      named((ObjectNode) booking, names);
    }
  }

  private static ObjectNode named(ObjectNode booked, Map<String, String> names) {
    String user = booked.path("userId").asText();
    return booked.put("username", names.getOrDefault(user, user));
  }

  /**
   * @param users the instances, in the shape of the contract
   * @param sessions each with its user's name, by start
   * @param licences each with its owner's name, by id
   * @param problem why the users could not be listed; null when they could
   */
  public record State(
      List<JsonNode> users, List<ObjectNode> sessions, List<ObjectNode> licences, String problem) {}
}
