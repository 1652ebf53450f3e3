/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.calendar.BookingCalendar;
import dev.foundryhosting.local.calendar.BookingCalendar.Booking;
import dev.foundryhosting.local.calendar.BookingCalendar.Row;
import dev.foundryhosting.session.SessionStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Sessions and licences, for their pages. */
@Path("/console/api/pool")
public class PoolApi {
  private final Platform platform;
  private final Activity activity;
  private final Clock clock;

  PoolApi(Platform platform, Activity activity, Clock clock) {
    this.platform = platform;
    this.activity = activity;
    this.clock = clock;
  }

  /** Answers in the shape of the contract. */
  public record State(
      Instant now,
      List<ObjectNode> users,
      List<ObjectNode> sessions,
      List<ObjectNode> licences,
      List<Activity.Entry> events) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public State state() {
    Pool pool = Pool.read(platform);
    return new State(
        clock.instant(),
        pool.users().stream().map(ApiJson::json).toList(),
        pool.sessions().stream().map(ApiJson::json).toList(),
        pool.licences().stream().map(ApiJson::json).toList(),
        activity.newest(ConsoleApi.EVENTS_SHOWN));
  }

  /**
   * The next two weeks' bookings.
   *
   * @param zone an IANA id, whose days and hours are shown
   * @param user whose sessions stand out
   */
  @GET
  @Path("calendar.svg")
  @Produces("image/svg+xml")
  public String calendar(
      @RestQuery @DefaultValue("UTC") String zone, @RestQuery @DefaultValue("") String user) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new IllegalArgumentException("zone must be an IANA id such as Europe/Berlin.");
    }
    Pool pool = Pool.read(platform);
    List<Row> rows = pool.licences().stream().map(licence -> row(licence, pool, user)).toList();
    return BookingCalendar.svg(rows, clock.instant(), ZoneId.of(zone));
  }

  private static Row row(LicenseAnswer licence, Pool pool, String user) {
    List<Booking> bookings =
        licence.bookings().stream().map(each -> booking(each, pool, user)).toList();
    return new Row(licence.ownerId().map(pool::name).orElse(""), note(licence), bookings);
  }

  private static Booking booking(LicenseAnswer.Booking booking, Pool pool, String user) {
    Optional<SessionAnswer> session =
        pool.sessions().stream()
            .filter(each -> booking.sessionId().filter(each.sessionId()::equals).isPresent())
            .findFirst();
    return new Booking(
        booking.startsAt(),
        booking.endsAt(),
        session.map(SessionAnswer::title).orElse("Session"),
        booking.userId().map(pool::name).orElse(""),
        booking.userId().filter(who -> who.value().equals(user)).isPresent(),
        session.filter(each -> each.status().is(SessionStatus.ACTIVE)).isPresent());
  }

  private static String note(LicenseAnswer licence) {
    String sharing =
        switch (licence.sharing().known().orElse(SharingState.PRIVATE)) {
          case SHARED -> "lent";
          case STOPPING -> "lending ends";
          case WITHDRAWN -> "taken back";
          case PRIVATE -> "not lent";
        };
    return licence.inUse() ? sharing + ", in use" : sharing;
  }
}
