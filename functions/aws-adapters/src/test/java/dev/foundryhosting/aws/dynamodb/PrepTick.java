/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import dev.foundryhosting.session.command.PrepareSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What ticks of session-prep consume where ten sessions are due, and where none is, among so many
 * that are stored: nine of ten are over, the others are to come.
 */
final class PrepTick {
  private static final int DUE = 10;
  private static final int BATCH = 25;
  private static final Instant EIGHT = PlatformFixture.BEGIN.plus(Duration.ofHours(2));

  private final LocalDynamo dynamo;

  PrepTick(LocalDynamo dynamo) {
    this.dynamo = dynamo;
  }

  /**
   * What was consumed, read and write units together.
   *
   * @param prepare by a tick that starts the servers of ten sessions
   * @param again by the next one, for which the ten are due again
   * @param idle by a tick for which none is due
   */
  record Consumed(double prepare, double again, double idle, int calls) {}

  /**
   * @param stored how many sessions are stored, with the ten
   */
  Consumed among(int stored) {
    Environment tables = dynamo.tables();
    fill(tables, stored - DUE);
    PlatformFixture world = new PlatformFixture();
    book(world.worker(dynamo.store(dynamo.client(), tables)));

    MeteredDynamo metered = new MeteredDynamo(dynamo.client());
    PlatformFixture.Worker function = world.worker(dynamo.store(metered, tables));
    double idle = consumed(metered, () -> assertThat(reached(function)).isZero());
    world.clock.advance(Duration.between(world.clock.instant(), EIGHT.minusSeconds(240)));
    int before = metered.calls();
    double prepare = consumed(metered, () -> assertThat(reached(function)).isEqualTo(DUE));
    int calls = metered.calls() - before;
    world.clock.advance(Duration.ofMinutes(1));
    double again = consumed(metered, () -> assertThat(reached(function)).isZero());
    assertThat(world.tasks.live()).hasSize(DUE);
    return new Consumed(prepare, again, idle, calls);
  }

  private static int reached(PlatformFixture.Worker function) {
    PrepareSessions.Report report = function.prepareSessions();
    assertThat(report.troubled()).isZero();
    return report.prepared();
  }

  private static double consumed(MeteredDynamo metered, Runnable tick) {
    double before = metered.units();
    tick.run();
    return metered.units() - before;
  }

  /** Ten owners of licences book the same time. */
  private static void book(PlatformFixture.Worker worker) {
    for (int i = 0; i < DUE; i++) {
      UserId user = new UserId("90000" + i);
      var unused = worker.create(PlatformFixture.owner(user, "owner" + i));
      assertThat(worker.schedule(user, EIGHT, Duration.ofHours(3)).dueAt())
          .hasValueSatisfying(at -> assertThat(at).isAfter(PlatformFixture.BEGIN));
    }
  }

  private void fill(Environment tables, int count) {
    List<Item> items = IntStream.range(0, count).boxed().flatMap(i -> items(tables, i)).toList();
    for (int from = 0; from < items.size(); from += BATCH) {
      write(items.subList(from, Math.min(from + BATCH, items.size())));
    }
  }

  private record Item(String table, Map<String, AttributeValue> attributes) {}

  /** A session that is over and arranged, or one to come with its reservation. */
  private static Stream<Item> items(Environment tables, int number) {
    boolean toCome = number % 10 == 0;
    Instant start = EIGHT.plus(Duration.ofHours(toCome ? 24 + number % 2000 : -24 - number));
    UserId user = new UserId("player-" + number % 700);
    Session session =
        SessionSamples.booked(
            user,
            LicenseId.ofOwner(user),
            "stored-" + number,
            new TimeSlot(start, start.plus(Duration.ofHours(3))));
    String sessions = tables.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    if (!toCome) {
      Session over = SessionSamples.due(SessionSamples.cancelled(session), Optional.empty());
      return Stream.of(new Item(sessions, stored(over.written(4))));
    }
    Session waiting = session.due(Optional.of(start.minus(Duration.ofMinutes(10)))).written(2);
    return Stream.of(
        new Item(sessions, stored(waiting)),
        new Item(
            tables.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME),
            ReservationItem.item(session.reservation()).item()));
  }

  private static Map<String, AttributeValue> stored(Session session) {
    return SessionItem.write(session).text(WriteResult.WRITE_ID, "stored").item();
  }

  private void write(List<Item> items) {
    Map<String, List<WriteRequest>> requests =
        items.stream()
            .collect(
                groupingBy(
                    Item::table,
                    mapping(
                        item ->
                            WriteRequest.builder()
                                .putRequest(p -> p.item(item.attributes()))
                                .build(),
                        toList())));
    BatchWriteItemResponse answer = dynamo.client().batchWriteItem(b -> b.requestItems(requests));
    assertThat(answer.unprocessedItems()).isEmpty();
  }
}
