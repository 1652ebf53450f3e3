/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.InMemoryFileJobs;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobHeartbeatTest {
  private static final UserId ALICE = new UserId("100000000000000001");
  private static final FileJob.Progress THIRD = new FileJob.Progress(1, 3, 700);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-20T18:00:00Z"));
  private final InMemoryFileJobs jobs = new InMemoryFileJobs();
  private final FileJob job = jobs.begin(job("measure-1"));
  private final JobHeartbeat heartbeat =
      new JobHeartbeat(jobs, job, Deadline.in(Duration.ofMinutes(15), clock), clock);

  @Test
  void progressIsWrittenWithTheNextSignOfLife() {
    heartbeat.reached(THIRD);
    clock.advance(Duration.ofSeconds(19));
    assertThat(heartbeat.goesOn()).isTrue();
    assertThat(jobs.find(ALICE)).contains(job);

    clock.advance(Duration.ofSeconds(1));
    assertThat(heartbeat.goesOn()).isTrue();
    assertThat(jobs.find(ALICE)).contains(job.at(THIRD).running(clock.instant()));
  }

  @Test
  void workWhosePlaceAnotherJobTookDoesNotGoOnAgain() {
    FileJob other = jobs.begin(job("measure-2"));
    clock.advance(Duration.ofSeconds(20));

    assertThat(heartbeat.goesOn()).isFalse();
    assertThat(heartbeat.goesOn()).isFalse();
    assertThat(jobs.find(ALICE)).contains(other);
  }

  private FileJob job(String id) {
    return FileJob.requested(id, ALICE, new FileWork.Measure(), clock.instant());
  }
}
