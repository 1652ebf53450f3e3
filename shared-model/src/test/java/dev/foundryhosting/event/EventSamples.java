/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import dev.foundryhosting.event.DomainEvent.Detail;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceProgressed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.LicenseBorrowed;
import dev.foundryhosting.event.DomainEvent.PhaseBegun;
import dev.foundryhosting.event.DomainEvent.SessionCancelled;
import dev.foundryhosting.event.DomainEvent.SessionFailed;
import dev.foundryhosting.event.DomainEvent.SessionPreparing;
import dev.foundryhosting.event.DomainEvent.SessionReady;
import dev.foundryhosting.event.DomainEvent.SessionSummary;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.event.DomainEvent.UserErased;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of every kind, with and without what may be absent. */
public final class EventSamples {
  private static final Instant NOW = Instant.parse("2026-11-22T19:03:11.250Z");
  private static final UserId ANNA = new UserId("Anna_01");
  private static final SessionSummary EVENING =
      new SessionSummary(
          new SessionId("session-1"),
          "Zoë's \"Curse\" 🎲",
          new TimeSlot(NOW, NOW.plusSeconds(3 * 3600)));

  private EventSamples() {}

  /** One or two events of every kind. */
  public static List<DomainEvent> all() {
    List<Detail> details =
        List.of(
            new InstanceReady("castle", Duration.ofSeconds(93), Optional.of(EVENING.sessionId())),
            new InstanceReady("castle", Duration.ZERO, Optional.empty()),
            new InstanceStopped("castle", Optional.of("Nobody played for 20 minutes.")),
            new InstanceStopped("castle", Optional.empty()),
            new InstanceFailed("castle", "It ran out of memory.", Optional.of(ServerSize.MEDIUM)),
            new ShutdownWarning("castle", NOW.plusSeconds(600), "Nobody plays.", true),
            new SessionPreparing(EVENING),
            new SessionReady(EVENING, "castle"),
            new SessionFailed(EVENING, "The server did not start."),
            new SessionCancelled(EVENING, "The game master is ill."),
            new UserErased(),
            new LicenseBorrowed(LicenseId.ofOwner(ANNA), new UserId("ben-02"), EVENING),
            new DonationBooked("tx-1", "3.00", "USD", Optional.of("Ada")),
            new InstanceProgressed(
                "castle",
                "running",
                Optional.of(new PhaseBegun("ready", NOW)),
                Optional.of("licence-agreement")),
            new InstanceProgressed("castle", "creating", Optional.empty(), Optional.empty()));
    List<DomainEvent> events = new ArrayList<>();
    for (Detail detail : details) {
      events.add(DomainEvent.of("event-" + events.size(), NOW, ANNA, detail));
    }
    events.add(
        new DomainEvent(
            "event-unclaimed",
            NOW,
            Optional.empty(),
            new DonationBooked("tx-2", "500", "JPY", Optional.empty())));
    return List.copyOf(events);
  }

  static DomainEvent stopped(String eventId) {
    return DomainEvent.of(eventId, NOW, ANNA, new InstanceStopped("castle", Optional.empty()));
  }
}
