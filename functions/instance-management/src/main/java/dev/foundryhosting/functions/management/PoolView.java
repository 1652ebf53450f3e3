package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.Together;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads what callers see of licences: whether they are lent and in use, and when they are booked.
 * Who booked and who plays is for the owner and for administrators; everybody sees the own
 * bookings.
 */
@Singleton
class PoolView {
  private final Licenses licenses;
  private final Reservations reservations;

  PoolView(Licenses licenses, Reservations reservations) {
    this.licenses = licenses;
    this.reservations = reservations;
  }

  /** The licences that are lent, and the user's own, the own one first. */
  ObjectNode status(UserId user, boolean all) {
    Optional<License> own = licenses.find(LicenseId.ofOwner(user));
    List<License> shown =
        Stream.concat(
                own.stream(),
                licenses.pool().stream().filter(license -> !license.ownerId().equals(user)))
            .toList();
    List<ObjectNode> views =
        Together.all(
            shown.stream()
                .map(license -> (Supplier<ObjectNode>) () -> of(license, user, all))
                .toList());
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("licenses");
    views.forEach(array::add);
    long free = shown.stream().filter(license -> license.run().isEmpty()).count();
    return json.put("total", shown.size()).put("free", free);
  }

  /** A licence as its owner sees it. */
  ObjectNode ofOwner(License license) {
    return of(license, license.ownerId(), true);
  }

  private ObjectNode of(License license, UserId viewer, boolean all) {
    boolean own = license.ownerId().equals(viewer);
    ObjectNode json = Json.object().put("licenseId", license.licenseId().value());
    if (own || all) {
      json.put("ownerId", license.ownerId().value());
    }
    json.put("sharing", license.sharing().label())
        .put("own", own)
        .put("inUse", license.run().isPresent());
    license
        .run()
        .ifPresent(
            claim -> {
              json.put("inUseSince", claim.since().toString());
              if (own || all || claim.user().equals(viewer)) {
                json.put("inUseBy", claim.user().value());
              }
            });
    ArrayNode bookings = json.putArray("bookings");
    reservations.on(license.licenseId()).stream()
        .map(r -> booking(r, own || all || r.userId().equals(viewer)))
        .forEach(bookings::add);
    return json;
  }

  private static ObjectNode booking(Reservation reservation, boolean named) {
    ObjectNode json = SessionJson.slot(Json.object(), reservation.slot());
    return named
        ? json.put("sessionId", reservation.sessionId().value())
            .put("userId", reservation.userId().value())
        : json;
  }
}
