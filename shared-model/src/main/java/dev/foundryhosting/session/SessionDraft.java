/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.event.DomainEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A copy of a {@link Session} that can be changed. */
final class SessionDraft {
  private final Session from;
  SessionStatus status;
  Optional<String> reason;
  Optional<Instant> preparingSince;
  Optional<Instant> serverUntil;
  Optional<Instant> dueAt;
  List<DomainEvent> outbox;
  Instant updatedAt;
  long revision;

  SessionDraft(Session from) {
    this.from = from;
    status = from.status();
    reason = from.reason();
    preparingSince = from.preparingSince();
    serverUntil = from.serverUntil();
    dueAt = from.dueAt();
    outbox = from.outbox();
    updatedAt = from.updatedAt();
    revision = from.revision();
  }

  void addEvent(DomainEvent event) {
    List<DomainEvent> more = new ArrayList<>(outbox);
    more.add(event);
    outbox = more;
  }

  Session build() {
    return new Session(
        from.reservation(),
        from.text(),
        status,
        reason,
        preparingSince,
        serverUntil,
        dueAt,
        outbox,
        from.createdAt(),
        updatedAt,
        revision,
        from.unknown());
  }
}
