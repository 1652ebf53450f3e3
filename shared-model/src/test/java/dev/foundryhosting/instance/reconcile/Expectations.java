/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.reconcile.HistoriesTest.Act;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.PlayerCounts;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where each user's instance may end when everything has settled: what the commands said that were
 * accepted, and, where one was interrupted, that it counted or that it did not.
 */
final class Expectations {
  private final Map<UserId, Set<End>> ends = new HashMap<>();

  private enum End {
    NONE,
    CREATED,
    STOPPED,
    RUNNING
  }

  /** A command said yes: it counts. */
  void accepted(Act act) {
    ends.put(act.user(), commanded(act).apply(of(act.user())));
  }

  /** Nobody knows whether a command counted. */
  void uncertain(Act act) {
    Set<End> either = EnumSet.copyOf(of(act.user()));
    either.addAll(commanded(act).apply(of(act.user())));
    ends.put(act.user(), either);
  }

  void assertMet(PlatformFixture world, UserId user) {
    assertThat(of(user))
        .as("where the server of %s may be, which %s", user, world.store.find(user))
        .contains(end(world, user));
  }

  private static UnaryOperator<Set<End>> commanded(Act act) {
    return switch (act.deed()) {
      case CREATE, CREATE_POOLED, CREATE_WITH_OTHER_KEY -> before -> EnumSet.of(End.CREATED);
      case START ->
          // A server that nobody has is not started, not even by a command that was interrupted.
          before -> before.equals(EnumSet.of(End.NONE)) ? before : EnumSet.of(End.RUNNING);
      case STOP -> Expectations::stopped;
      case DESTROY, DESTROY_KEEPING_LICENSE, DELETE_USER -> before -> EnumSet.of(End.NONE);
      case UPDATE_VERSION,
          RECONCILE,
          SWEEP,
          CLOUD_MOVES,
          TASK_HIDES,
          // A server that fell comes back, or is failed: that is where it was wanted, too.
          SERVER_FALLS,
          SERVER_IS_SILENT,
          SERVER_ANSWERS,
          WORLD_CLOSES,
          MOMENT_PASSES,
          LEASE_PASSES,
          QUARTER_HOUR_PASSES,
          WEEK_PASSES ->
          UnaryOperator.identity();
    };
  }

  private static Set<End> stopped(Set<End> before) {
    Set<End> after = EnumSet.copyOf(before);
    if (after.remove(End.RUNNING)) {
      after.add(End.STOPPED);
    }
    return after;
  }

  private Set<End> of(UserId user) {
    return ends.getOrDefault(user, EnumSet.of(End.NONE));
  }

  private End end(PlatformFixture world, UserId user) {
    if (world.store.find(user).filter(instance -> !instance.gone()).isEmpty()) {
      return End.NONE;
    }
    Instance instance = world.instance(user);
    return switch (instance.status()) {
      case CREATED -> End.CREATED;
      case STOPPED -> {
        // Of a server that is silent nobody sees who plays, and after some hours the clock rules;
        // of one without an open world, after one.
        PlayerCounts.Reading reading = world.players.read(instance.profile().subdomain());
        Optional<StopCauseKind> clock =
            reading.players().isEmpty()
                ? Optional.of(StopCauseKind.UNSEEN)
                : reading.setup().map(any -> StopCauseKind.NO_WORLD);
        boolean byTheClock = clock.equals(instance.stopCause().map(StopCause::kind));
        yield byTheClock && of(user).contains(End.RUNNING) ? End.RUNNING : End.STOPPED;
      }
      case RUNNING -> End.RUNNING;
      case FAILED -> {
        // What goes wrong here: nobody moved Fargate for ten minutes, or it fell, or it was silent,
        // or ECS hid its task.
        assertThat(instance.stopCause().orElseThrow().kind())
            .isIn(
                StopCauseKind.NOT_READY,
                StopCauseKind.EXITED,
                StopCauseKind.UNREADABLE,
                StopCauseKind.UNEXPECTED);
        yield of(user).contains(End.RUNNING) ? End.RUNNING : End.STOPPED;
      }
      case CREATING, STARTING, STOPPING, DESTROYING ->
          throw new AssertionError("it never settles: " + instance);
    };
  }
}
