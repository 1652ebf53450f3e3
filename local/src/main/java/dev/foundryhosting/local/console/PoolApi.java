package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.calendar.Booking;
import dev.foundryhosting.local.calendar.BookingCalendar;
import dev.foundryhosting.local.calendar.Row;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the pages about sessions and licences ask. */
@Path("/console/api/pool")
public class PoolApi {
  private final Pool pool;
  private final Activity activity;
  private final Clock clock;

  PoolApi(Pool pool, Activity activity, Clock clock) {
    this.pool = pool;
    this.activity = activity;
    this.clock = clock;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public State state() {
    Pool.State state = pool.read();
    return new State(
        clock.instant(),
        state.users(),
        state.sessions(),
        state.licences(),
        state.problem(),
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
  public Response calendar(
      @QueryParam("zone") @DefaultValue("UTC") String zone,
      @QueryParam("user") @DefaultValue("") String user) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      return Response.status(400)
          .type(MediaType.TEXT_PLAIN)
          .entity("zone must be an IANA id such as Europe/Berlin.\n")
          .build();
    }
    List<Row> rows = pool.read().licences().stream().map(licence -> row(licence, user)).toList();
    return Response.ok(BookingCalendar.svg(rows, clock.instant(), ZoneId.of(zone))).build();
  }

  private static Row row(ObjectNode licence, String user) {
    List<Booking> bookings = new ArrayList<>();
    for (JsonNode booking : licence.path("bookings")) {
      bookings.add(
          new Booking(
              Instant.parse(booking.path("startsAt").asText()),
              Instant.parse(booking.path("endsAt").asText()),
              booking.path("title").asText("Session"),
              booking.path("username").asText(),
              booking.path("userId").asText().equals(user),
              booking.path("status").asText().equals("active")));
    }
    return new Row(licence.path("ownerName").asText(), note(licence), bookings);
  }

  private static String note(JsonNode licence) {
    String sharing =
        switch (licence.path("sharing").asText()) {
          case "shared" -> "lent";
          case "stopping" -> "lending ends";
          case "withdrawn" -> "taken back";
          default -> "not lent";
        };
    return licence.path("inUse").asBoolean() ? sharing + ", in use" : sharing;
  }

  /**
   * @param now the platform's time
   * @param problem why the users could not be listed; null when they could
   */
  public record State(
      Instant now,
      List<JsonNode> users,
      List<ObjectNode> sessions,
      List<ObjectNode> licences,
      String problem,
      List<Activity.Entry> events) {}
}
