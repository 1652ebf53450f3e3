/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates.Known;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link OrphanCandidates} does. */
public abstract class OrphanCandidatesContract {
  private static final Instant NOW = Instant.parse("2026-11-22T19:03:11.123Z");
  private static final UserId ANNA = new UserId("Anna_01");

  /** A list that was never written. */
  protected abstract OrphanCandidates candidates();

  @Test
  void theListIsEmptyAtFirst() {
    assertThat(candidates().read()).isEqualTo(Known.none());
  }

  @Test
  void aWrittenListIsReadAgain() {
    Known written = new Known(List.of(task(1), byHand()), List.of(route(1)), 0);
    assertThat(candidates().save(written)).isTrue();

    Known read = candidates().read();
    assertThat(read.tasks()).containsExactly(task(1), byHand());
    assertThat(read.routes()).containsExactly(route(1));
    assertThat(read.revision()).isEqualTo(1);
  }

  @Test
  void anOutdatedListIsNotWritten() {
    Known first = candidates().read();
    assertThat(candidates().save(looked(first, task(1)))).isTrue();

    assertThat(candidates().save(looked(first, task(2)))).isFalse();
    assertThat(candidates().read().tasks()).containsExactly(task(1));
    assertThat(candidates().save(looked(candidates().read()))).isTrue();
    assertThat(candidates().read().tasks()).isEmpty();
  }

  @Test
  void twoHundredCandidatesOfEachKindFit() {
    List<OrphanCandidates.OrphanTask> tasks = IntStream.range(0, 200).mapToObj(this::task).toList();
    List<OrphanCandidates.OrphanRoute> routes =
        IntStream.range(0, 200).mapToObj(this::route).toList();
    assertThat(candidates().save(new Known(tasks, routes, 0))).isTrue();

    assertThat(candidates().read().tasks()).containsExactlyElementsOf(tasks);
    assertThat(candidates().read().routes()).containsExactlyElementsOf(routes);
  }

  private static Known looked(Known before, OrphanCandidates.OrphanTask... tasks) {
    return new Known(List.of(tasks), List.of(), before.revision());
  }

  private OrphanCandidates.OrphanTask task(int number) {
    return new OrphanCandidates.OrphanTask(
        new RunningTask("arn:task/servers/" + number, ANNA, "token-" + number, 1024, 2048), NOW);
  }

  private static OrphanCandidates.OrphanTask byHand() {
    return new OrphanCandidates.OrphanTask(
        new RunningTask("arn:task/servers/f", ANNA, "", 256, 512), NOW);
  }

  private OrphanCandidates.OrphanRoute route(int number) {
    return new OrphanCandidates.OrphanRoute(
        "arn:targetgroup/fh-" + number, ANNA, NOW.plusSeconds(number));
  }
}
