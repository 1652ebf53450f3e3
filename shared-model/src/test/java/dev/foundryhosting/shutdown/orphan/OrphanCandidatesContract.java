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

  /** A list that nobody wrote yet. */
  protected abstract OrphanCandidates suspects();

  @Test
  void beforeTheFirstLookThereIsNothing() {
    assertThat(suspects().read()).isEqualTo(Known.none());
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    Known written = new Known(List.of(task(1), byHand()), List.of(way(1)), 0);
    assertThat(suspects().save(written)).isTrue();

    Known read = suspects().read();
    assertThat(read.tasks()).containsExactly(task(1), byHand());
    assertThat(read.routes()).containsExactly(way(1));
    assertThat(read.revision()).isEqualTo(1);
  }

  @Test
  void whoWasOvertakenWritesNothing() {
    Known first = suspects().read();
    assertThat(suspects().save(looked(first, task(1)))).isTrue();

    assertThat(suspects().save(looked(first, task(2)))).isFalse();
    assertThat(suspects().read().tasks()).containsExactly(task(1));
    assertThat(suspects().save(looked(suspects().read()))).isTrue();
    assertThat(suspects().read().tasks()).isEmpty();
  }

  @Test
  void twoHundredOfEachKindFit() {
    List<OrphanCandidates.OrphanTask> tasks = IntStream.range(0, 200).mapToObj(this::task).toList();
    List<OrphanCandidates.OrphanRoute> ways = IntStream.range(0, 200).mapToObj(this::way).toList();
    assertThat(suspects().save(new Known(tasks, ways, 0))).isTrue();

    assertThat(suspects().read().tasks()).containsExactlyElementsOf(tasks);
    assertThat(suspects().read().routes()).containsExactlyElementsOf(ways);
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

  private OrphanCandidates.OrphanRoute way(int number) {
    return new OrphanCandidates.OrphanRoute(
        "arn:targetgroup/fh-" + number, ANNA, NOW.plusSeconds(number));
  }
}
