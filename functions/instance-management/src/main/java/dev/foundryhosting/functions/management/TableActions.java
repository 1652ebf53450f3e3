/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InviteAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.TableAnswer;
import dev.foundryhosting.api.WakeAnswer;
import dev.foundryhosting.instance.GameTable;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.command.GetTable;
import dev.foundryhosting.instance.command.Invite;
import dev.foundryhosting.instance.command.Invite.Invitation;
import dev.foundryhosting.instance.command.WakeServer;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.session.port.SessionOverviews;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What players ask of a table, and how its user invites them. */
@Singleton
class TableActions implements ActionGroup {
  private final GetTable getTable;
  private final WakeServer wake;
  private final Invite invite;
  private final SessionOverviews overviews;
  private final ServerUrls urls;
  private final Clock clock;

  TableActions(
      GetTable getTable,
      WakeServer wake,
      Invite invite,
      SessionOverviews overviews,
      ServerUrls urls,
      Clock clock) {
    this.getTable = getTable;
    this.wake = wake;
    this.invite = invite;
    this.overviews = overviews;
    this.urls = urls;
    this.clock = clock;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(Action.GET_TABLE, (r, deadline) -> answer(getTable.get(r.fields().subdomain()))),
        on(
            Action.WAKE,
            (r, deadline) -> {
              Instance woken =
                  wake.wake(
                      r.fields().subdomain(), r.fields().code(), r.fields().address(), deadline);
              return new WakeAnswer(Label.of(woken.status()));
            }),
        on(Action.GET_INVITE, (r, deadline) -> answer(invite.get(r.user()))),
        on(Action.RENEW_INVITE, (r, deadline) -> answer(invite.renew(r.user()))));
  }

  private TableAnswer answer(GameTable table) {
    List<Progress.Step> phases = table.phases();
    return new TableAnswer(
        table.name(),
        Label.of(table.status()),
        phases.isEmpty() ? Optional.empty() : Optional.of(Label.of(phases.getLast().phase())),
        phases.stream()
            .map(step -> new InstanceAnswer.Step(Label.of(step.phase()), step.since()))
            .toList(),
        table.expectedReadyAt(),
        table.nextSession().map(slot -> new TableAnswer.NextSession(slot.start(), slot.end())),
        urls.of(table.subdomain().value()));
  }

  private InviteAnswer answer(Invitation invitation) {
    Instance instance = invitation.instance();
    String code = invitation.code().grouped();
    String url = urls.of(instance.profile().subdomain().value()) + "/?code=" + code;
    String next =
        overviews
            .overview(instance.userId())
            .bookings()
            .next(clock.instant())
            .map(Reservation::slot)
            .map(TimeSlot::start)
            .map(TableActions::nextSession)
            .orElse("");
    String text =
        """
        Our table "%s": %s
        Open the link. If the server sleeps, choose *Wake it*; the page becomes the game.%s"""
            .formatted(instance.profile().username(), url, next);
    return new InviteAnswer(url, code, text);
  }

  /** Discord shows the time in the time zone of each reader. */
  private static String nextSession(Instant start) {
    return "\nNext session: <t:%d:F>".formatted(start.getEpochSecond());
  }
}
