/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.Finalizer.*;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.RecordSamples.NOW;
import static dev.foundryhosting.instance.reconcile.RecordSamples.ROUTE;
import static dev.foundryhosting.instance.reconcile.RecordSamples.asked;
import static dev.foundryhosting.instance.reconcile.RecordSamples.created;
import static dev.foundryhosting.instance.reconcile.RecordSamples.creating;
import static dev.foundryhosting.instance.reconcile.RecordSamples.destroying;
import static dev.foundryhosting.instance.reconcile.RecordSamples.observed;
import static dev.foundryhosting.instance.reconcile.RecordSamples.routed;
import static dev.foundryhosting.instance.reconcile.RecordSamples.running;
import static dev.foundryhosting.instance.reconcile.RecordSamples.starting;
import static dev.foundryhosting.instance.reconcile.RecordSamples.stopping;
import static dev.foundryhosting.instance.reconcile.RecordSamples.stoppingUnrecorded;
import static dev.foundryhosting.instance.reconcile.Step.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.instance.Finalizer;
import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.Teardown;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilePlanTest {
  private static final Instant SETTLED = NOW.plus(ReconcilePlan.LOOKUP_SETTLES);

  /**
   * What comes next.
   *
   * @param done what this pass did with success
   * @param failed what this pass tried in vain
   */
  private record Row(
      String situation,
      Instance instance,
      Set<Step> done,
      Set<Step> failed,
      Instant now,
      Set<Step> next) {
    static Row of(String situation, Instance instance, Step... next) {
      return new Row(situation, instance, Set.of(), Set.of(), NOW, Set.of(next));
    }

    Row after(Step... steps) {
      return new Row(situation, instance, Set.of(steps), failed, now, next);
    }

    Row failing(Step... steps) {
      return new Row(situation, instance, done, Set.of(steps), now, next);
    }

    Row at(Instant time) {
      return new Row(situation, instance, done, failed, time, next);
    }

    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> creations() {
    Step[] first = {
      ENSURE_ACCESS_POINT, ENSURE_BUCKET, ENSURE_ASSET_USER, ENSURE_DNS_RECORD, STORE_SECRET
    };
    return Stream.of(
        Row.of("nothing is made: all that depends on nothing", creating(), first),
        Row.of("some of it failed: the rest", creating(), ENSURE_BUCKET, STORE_SECRET)
            .failing(ENSURE_ACCESS_POINT, ENSURE_ASSET_USER)
            .after(ENSURE_DNS_RECORD),
        Row.of(
            "the secret stands: the licence is told",
            creating(Resource.ACCESS_POINT, Resource.BUCKET, Resource.DNS_RECORD, Resource.SECRET),
            ENSURE_ASSET_USER,
            LINK_LICENSE),
        Row.of(
            "the IAM user stands, the secret does not: no key that could not be stored",
            creating(
                Resource.ACCESS_POINT, Resource.BUCKET, Resource.DNS_RECORD, Resource.ASSET_USER),
            STORE_SECRET),
        Row.of(
            "both stand: the key",
            creating(
                Resource.ACCESS_POINT,
                Resource.BUCKET,
                Resource.DNS_RECORD,
                Resource.ASSET_USER,
                Resource.SECRET),
            LINK_LICENSE,
            ENSURE_ACCESS_KEY),
        Row.of("everything stands: nothing", created()));
  }

  static Stream<Row> starts() {
    Instance booting = starting(State.RUNNING);
    Instance reachable = with(booting, run -> run.routedBy(ROUTE));
    Instance registered = with(reachable, Run::withTarget);
    Instance withoutAddress = with(starting(State.PREPARING), run -> run.routedBy(ROUTE));
    return Stream.of(
        Row.of(
            "no task: its definition, its licence and its route, and does its key work?",
            asked(),
            REGISTER_DEFINITION,
            LAY_IN_LICENSE,
            OPEN_ROUTE_FOR_CHECKS,
            VERIFY_ACCESS_KEY),
        Row.of(
            "no task, and no IAM user: no key to look at",
            asked().with(creating(Resource.SECRET).resources()),
            REGISTER_DEFINITION,
            LAY_IN_LICENSE,
            OPEN_ROUTE_FOR_CHECKS),
        Row.of("the definition stands, the route does not", asked(), OPEN_ROUTE_FOR_CHECKS)
            .after(REGISTER_DEFINITION, LAY_IN_LICENSE, VERIFY_ACCESS_KEY),
        Row.of("the route failed: no task that no player could reach", asked())
            .after(REGISTER_DEFINITION, LAY_IN_LICENSE, VERIFY_ACCESS_KEY)
            .failing(OPEN_ROUTE_FOR_CHECKS),
        Row.of("the key failed: the start goes on", routed(), RUN_TASK)
            .after(REGISTER_DEFINITION, LAY_IN_LICENSE, OPEN_ROUTE_FOR_CHECKS)
            .failing(VERIFY_ACCESS_KEY),
        Row.of("all stand: the task", routed(), RUN_TASK)
            .after(REGISTER_DEFINITION, LAY_IN_LICENSE, OPEN_ROUTE_FOR_CHECKS),
        Row.of(
            "the route stands from before: the definition, and the licence",
            routed(),
            REGISTER_DEFINITION,
            LAY_IN_LICENSE),
        Row.of("the licence is laid in: the definition", routed(), REGISTER_DEFINITION)
            .after(LAY_IN_LICENSE),
        Row.of("the definition failed: nothing", routed())
            .after(LAY_IN_LICENSE)
            .failing(REGISTER_DEFINITION),
        Row.of("the licence could not be laid in: nothing", routed())
            .after(REGISTER_DEFINITION)
            .failing(LAY_IN_LICENSE),
        Row.of("the task failed: nothing", routed())
            .after(REGISTER_DEFINITION, LAY_IN_LICENSE)
            .failing(RUN_TASK),
        Row.of("the task was just started: a start waits for nothing", starting(State.PREPARING))
            .after(REGISTER_DEFINITION, RUN_TASK),
        Row.of("a task from before: it is asked for", booting, OBSERVE_TASK),
        Row.of("nobody could say how it is: nothing", booting).failing(OBSERVE_TASK),
        Row.of("it prepares: its route", starting(State.PREPARING), OPEN_ROUTE_FOR_CHECKS)
            .after(OBSERVE_TASK),
        Row.of("it prepares behind a route: wait", withoutAddress).after(OBSERVE_TASK),
        Row.of("it runs: its route", booting, OPEN_ROUTE_FOR_CHECKS).after(OBSERVE_TASK),
        Row.of("it runs behind a route: its address", reachable, REGISTER_TARGET)
            .after(OBSERVE_TASK),
        Row.of("it is registered: is it healthy?", registered, OPEN_ROUTE_FOR_PLAYERS)
            .after(OBSERVE_TASK),
        Row.of("it was not healthy a moment ago: wait", registered)
            .after(OBSERVE_TASK, OPEN_ROUTE_FOR_PLAYERS),
        Row.of("players play: only a look", running(), OBSERVE_TASK),
        Row.of("players play and it was looked at: nothing", running()).after(OBSERVE_TASK),
        Row.of(
                "players play after a download: what came of it is recorded",
                with(running(), run -> run.downloading(true)),
                RECORD_DOWNLOAD)
            .after(OBSERVE_TASK),
        Row.of("it ended: nothing before the verdict", starting(State.STOPPED), OBSERVE_TASK),
        Row.of("it ended and was looked at: nothing", starting(State.STOPPED)).after(OBSERVE_TASK));
  }

  static Stream<Row> stops() {
    Instance ended = stopping(State.STOPPED);
    Instance unrouted = with(ended, Run::withoutRoute);
    return Stream.of(
        Row.of(
            "it runs: no way to it, and a look",
            stopping(State.RUNNING),
            REMOVE_ROUTE,
            OBSERVE_TASK),
        Row.of(
                "it was seen running: it is asked to end",
                with(stopping(State.RUNNING), Run::withoutRoute),
                STOP_TASK)
            .after(OBSERVE_TASK),
        Row.of("nobody could say how it is: no stop", stopping(State.RUNNING))
            .failing(REMOVE_ROUTE, OBSERVE_TASK),
        Row.of(
                "it was asked to end: wait",
                with(observed(stopping(State.ENDING), State.ENDING, true), Run::withoutRoute))
            .after(OBSERVE_TASK),
        Row.of(
            "it ended: the licence and its file, the ledger, and no route to it",
            ended,
            REMOVE_ROUTE,
            RELEASE_LICENSE,
            TAKE_OUT_LICENSE,
            BOOK_RUN),
        Row.of(
            "it ended without a route: the licence and its file, the ledger",
            unrouted,
            RELEASE_LICENSE,
            TAKE_OUT_LICENSE,
            BOOK_RUN),
        Row.of(
                "the licence is free, the route stands: the run is kept",
                with(with(ended, Run::released), Run::bookedNow),
                REMOVE_ROUTE)
            .after(TAKE_OUT_LICENSE),
        Row.of(
                "the ledger fails: the run is kept, the licence is free",
                with(unrouted, Run::released))
            .after(TAKE_OUT_LICENSE)
            .failing(BOOK_RUN),
        Row.of("not booked: the run is kept", with(unrouted, Run::released), BOOK_RUN)
            .after(TAKE_OUT_LICENSE),
        Row.of(
            "the licence's file may lie there: the run is kept",
            with(with(unrouted, Run::released), Run::bookedNow),
            TAKE_OUT_LICENSE),
        Row.of(
                "the licence's file could not be taken out: the run is kept",
                with(with(unrouted, Run::released), Run::bookedNow))
            .failing(TAKE_OUT_LICENSE),
        Row.of(
                "all is given back, taken out and booked: the run is over",
                with(with(unrouted, Run::released), Run::bookedNow),
                FINISH_RUN)
            .after(TAKE_OUT_LICENSE),
        Row.of(
                "what came of its download is not recorded: the run is kept",
                with(with(with(unrouted, Run::released), Run::bookedNow), r -> r.downloading(true)),
                RECORD_DOWNLOAD)
            .after(TAKE_OUT_LICENSE),
        Row.of(
            "no task on record: one is looked for", stoppingUnrecorded(), REMOVE_ROUTE, FIND_TASK),
        Row.of(
            "ECS was never asked for a task: the licence at once",
            asked().stopping(Optional.empty(), NOW),
            REMOVE_ROUTE,
            RELEASE_LICENSE,
            TAKE_OUT_LICENSE),
        Row.of("none was found, too early to be sure: wait", stoppingUnrecorded(), REMOVE_ROUTE)
            .after(FIND_TASK)
            .at(SETTLED.minusMillis(1)),
        Row.of(
                "none was found for certain: the licence and its file",
                stoppingUnrecorded(),
                REMOVE_ROUTE,
                RELEASE_LICENSE,
                TAKE_OUT_LICENSE)
            .after(FIND_TASK)
            .at(SETTLED),
        Row.of("nobody could look for it: the licence stays taken", stoppingUnrecorded())
            .failing(REMOVE_ROUTE, FIND_TASK)
            .at(SETTLED.plus(Duration.ofDays(1))),
        Row.of(
                "one was found: it is looked at",
                with(
                    stoppingUnrecorded(),
                    run ->
                        run.observed(RecordSamples.task("arn:task", State.RUNNING, false, false))),
                REMOVE_ROUTE,
                OBSERVE_TASK)
            .after(FIND_TASK)
            .at(SETTLED));
  }

  static Stream<Row> teardowns() {
    Instance young = destroying(created());
    Instance old = destroying(RecordSamples.stopped());
    Instance former = with(old, new FormerWipe("wipe-1", Optional.empty(), false));
    FileJob wipe =
        FileJob.requested("wipe-" + TeardownJobs.ofTeardown(old), ALICE, new FileWork.Wipe(), NOW);
    FileJob silent = wipe.running(NOW.minus(FileJob.SILENCE));
    FileJob failed = wipe.failed("It broke.", NOW);
    Step[] parallel = {WAKE_SESSIONS, REMOVE_DNS_RECORD, REMOVE_ASSET_USER, EMPTY_BUCKET};
    Set<Finalizer> cloud =
        EnumSet.of(
            OPEN_SESSIONS,
            DNS_RECORD,
            ASSET_USER,
            BUCKET_OBJECTS,
            BUCKET,
            ACCESS_POINTS,
            TASK_DEFINITIONS);
    return Stream.of(
        Row.of("it runs: first it is stopped", destroying(running()), REMOVE_ROUTE, OBSERVE_TASK),
        Row.of(
            "it never ran: all at once",
            young,
            plus(parallel, REMOVE_ACCESS_POINTS, REMOVE_DEFINITIONS)),
        Row.of(
            "it ran: its files first", old.with(wipe.waiting(NOW)), plus(parallel, BEGIN_FILE_JOB)),
        Row.of(
            "an earlier version began to remove them: that ends first",
            former,
            plus(parallel, END_FORMER_WIPE)),
        Row.of("the removal was just begun: no look in the same pass", old.with(wipe), parallel)
            .after(BEGIN_FILE_JOB),
        Row.of("it was begun: a look", old.with(wipe), plus(parallel, OBSERVE_FILE_JOB)),
        Row.of("it works: a look", old.with(wipe.running(NOW)), plus(parallel, OBSERVE_FILE_JOB)),
        Row.of("it was looked at: wait", old.with(wipe.running(NOW)), parallel)
            .after(OBSERVE_FILE_JOB),
        Row.of(
            "the record heard nothing for long: a look before it is begun again",
            old.with(silent),
            plus(parallel, OBSERVE_FILE_JOB)),
        Row.of(
                "it fell silent: it is begun again",
                old.with(silent),
                plus(parallel, BEGIN_FILE_JOB))
            .after(OBSERVE_FILE_JOB),
        Row.of("it cannot be looked at: wait", old.with(silent), parallel)
            .failing(OBSERVE_FILE_JOB),
        Row.of("it failed a moment ago: a rest", old.with(failed), parallel)
            .at(NOW.plus(FileJob.SILENCE).minusMillis(1)),
        Row.of(
                "it failed a while ago: it is begun again",
                old.with(failed),
                plus(parallel, BEGIN_FILE_JOB))
            .at(NOW.plus(FileJob.SILENCE)),
        Row.of(
            "it removed everything: access point and definitions",
            old.with(wipe.done("Removed.", NOW)),
            plus(parallel, REMOVE_ACCESS_POINTS, REMOVE_DEFINITIONS)),
        Row.of("the bucket is empty: it goes", done(young, without(cloud, BUCKET)), REMOVE_BUCKET),
        Row.of(
            "something of the cloud stands: licence and secret stay",
            done(young, without(cloud, DNS_RECORD)),
            REMOVE_DNS_RECORD),
        Row.of("all of the cloud is gone: the licence", done(young, cloud), REMOVE_LICENSE),
        Row.of(
            "the licence is gone: the secret",
            done(done(young, cloud), EnumSet.of(LICENSE)),
            REMOVE_SECRET),
        Row.of(
            "everything is gone: the end",
            done(done(young, cloud), EnumSet.of(LICENSE, SECRET)),
            FINISH_TEARDOWN),
        Row.of(
            "everything is gone, but not told: it is told",
            telling(done(done(young, cloud), EnumSet.of(LICENSE, SECRET))),
            PUBLISH_EVENTS),
        Row.of("a tombstone: nothing", RecordSamples.gone()),
        Row.of(
            "a tombstone that is opened to erase the user: licence and secret once more",
            forgotten(done(done(young, cloud), EnumSet.of(LICENSE, SECRET))),
            FORGET_SESSIONS,
            REMOVE_LICENSE),
        Row.of(
            "who is to be erased still has save points: licence and secret stay",
            erasing(done(done(young, cloud), EnumSet.of(LICENSE, SECRET)))),
        Row.of(
            "who is to be erased still has a session: all else goes on",
            done(forgotten(done(young, cloud)), EnumSet.of(LICENSE)),
            FORGET_SESSIONS,
            REMOVE_SECRET),
        Row.of(
            "who is to be erased still has a session, and nothing else: no end",
            done(forgotten(done(young, cloud)), EnumSet.of(LICENSE, SECRET)),
            FORGET_SESSIONS),
        Row.of(
            "who is to be erased has nothing any more: the end",
            done(forgotten(done(young, cloud)), EnumSet.of(SESSION_HISTORY, LICENSE, SECRET)),
            FINISH_TEARDOWN));
  }

  /** Nothing is left of the save points of who is to be erased. */
  private static Instance forgotten(Instance instance) {
    Instance erasing = TeardownJobs.withNext(erasing(instance), NOW);
    return erasing.with(erasing.fileJob().orElseThrow().done("Forgotten.", NOW));
  }

  private static Instance erasing(Instance instance) {
    return instance.destroying(false, true, Optional.empty(), NOW);
  }

  private static Instance telling(Instance instance) {
    return instance.withOutbox(List.of(EventSamples.all().getFirst()));
  }

  static Stream<Row> works() {
    Instance rests = RecordSamples.stopped();
    SavePointOrder order = SavePointOrder.automatic(SavePointOrder.Reason.RUN, "run-1", "13");
    FileJob save = FileJob.save(ALICE, order, NOW);
    return Stream.of(
        Row.of("it rests, a save point is due", rests.with(save.waiting(NOW)), BEGIN_FILE_JOB),
        Row.of("it is being taken: a look", rests.with(save.running(NOW)), OBSERVE_FILE_JOB),
        Row.of("it is taken: nothing", rests.with(save.done("Taken.", NOW))),
        Row.of("it is refused: nothing", rests.with(save.refused("Too large.", NOW))),
        Row.of(
                "it failed a while ago: it is begun again",
                rests.with(save.failed("It broke.", NOW)),
                BEGIN_FILE_JOB)
            .at(NOW.plus(FileJob.SILENCE)),
        Row.of("it failed all the time: it is given up", rests.with(save.failed("It broke.", NOW)))
            .at(NOW.plus(FileJob.TRIED)),
        Row.of("it runs: the files wait", running().with(save.waiting(NOW)), OBSERVE_TASK),
        Row.of(
            "it stops: the files wait",
            stopping(State.RUNNING).with(save.waiting(NOW)),
            REMOVE_ROUTE,
            OBSERVE_TASK));
  }

  static Stream<Row> tellings() {
    return Stream.of(
        Row.of("it stands still: what happened is told", telling(created()), PUBLISH_EVENTS),
        Row.of("it runs: beside everything else", telling(running()), OBSERVE_TASK, PUBLISH_EVENTS),
        Row.of("nobody could be told: later", telling(created())).failing(PUBLISH_EVENTS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"creations", "starts", "stops", "works", "teardowns", "tellings"})
  void nextComes(Row row) {
    assertThat(ReconcilePlan.next(row.instance(), ledger(row), row.now())).isEqualTo(row.next());
  }

  @ParameterizedTest
  @EnumSource
  void noStepIsTakenTwiceInAPass(Step step) {
    AttemptedSteps ledger = new AttemptedSteps();
    ledger.begin(step);
    for (Row row : rows()) {
      assertThat(ReconcilePlan.next(row.instance(), ledger, row.now()))
          .as(row.situation())
          .doesNotContain(step);
    }
  }

  @Test
  void everyStepIsPlannedSomewhere() {
    Set<Step> planned = EnumSet.noneOf(Step.class);
    rows()
        .forEach(row -> planned.addAll(ReconcilePlan.next(row.instance(), ledger(row), row.now())));

    assertThat(planned).containsExactlyInAnyOrder(Step.values());
  }

  @Test
  void aLicenceIsNeverGivenBackWhileATaskMayLive() {
    for (State state : EnumSet.complementOf(EnumSet.of(State.STOPPED))) {
      AttemptedSteps all = new AttemptedSteps();
      for (Step step : EnumSet.of(OBSERVE_TASK, STOP_TASK, FIND_TASK, REMOVE_ROUTE)) {
        all.succeed(step);
      }
      for (boolean asked : new boolean[] {true, false}) {
        Instance instance = observed(stopping(state), state, asked);
        assertThat(ReconcilePlan.next(instance, all, NOW.plus(Duration.ofDays(1))))
            .as(state + ", asked to end: " + asked)
            .doesNotContain(RELEASE_LICENSE, FINISH_RUN);
      }
    }
  }

  private static List<Row> rows() {
    return Stream.of(creations(), starts(), stops(), works(), teardowns(), tellings())
        .flatMap(rows -> rows)
        .toList();
  }

  private static AttemptedSteps ledger(Row row) {
    AttemptedSteps ledger = new AttemptedSteps();
    row.done().forEach(ledger::begin);
    row.done().forEach(ledger::succeed);
    row.failed().forEach(ledger::begin);
    return ledger;
  }

  private static Step[] plus(Step[] some, Step... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(Step[]::new);
  }

  private static Set<Finalizer> without(Set<Finalizer> all, Finalizer one) {
    Set<Finalizer> rest = EnumSet.copyOf(all);
    rest.remove(one);
    return rest;
  }

  private static Instance done(Instance instance, Set<Finalizer> finalizers) {
    Teardown teardown = instance.teardown().orElseThrow();
    for (Finalizer finalizer : finalizers) {
      teardown = teardown.with(finalizer);
    }
    return instance.with(teardown);
  }

  private static Instance with(Instance instance, UnaryOperator<Run> change) {
    return RecordSamples.with(instance, change);
  }

  private static Instance with(Instance instance, FormerWipe wipe) {
    return instance.with(instance.teardown().orElseThrow().with(Optional.of(wipe)));
  }
}
