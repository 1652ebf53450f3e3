/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.TableStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A server as its players see it.
 *
 * @param name as its user wrote it
 * @param phase the present one of a start or a stop
 * @param phases all of them so far
 * @param expectedReadyAt when players can probably join; only while it starts
 * @param nextSession that is not over
 * @param url where players reach it
 */
public record TableAnswer(
    String name,
    Label<TableStatus> status,
    Optional<Label<Phase>> phase,
    @Wire.OmitEmpty List<InstanceAnswer.Step> phases,
    Optional<Instant> expectedReadyAt,
    Optional<NextSession> nextSession,
    String url) {

  /** When it begins and ends. */
  public record NextSession(Instant startsAt, Instant endsAt) {}
}
