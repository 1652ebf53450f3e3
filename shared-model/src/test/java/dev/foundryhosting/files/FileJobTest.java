/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileJobTest {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final UserId USER = new UserId("1");

  @Test
  void aJobIsSilentTwoMinutesAfterItsLastSign() {
    FileJob job = wipe("wipe-1");
    Instant sign = NOW.plus(Duration.ofHours(1));

    assertThat(job.silent(NOW.plusSeconds(119))).isFalse();
    assertThat(job.silent(NOW.plusSeconds(120))).isTrue();
    assertThat(job.running(sign).silent(sign.plusSeconds(119))).isFalse();
    assertThat(job.running(sign).silent(sign.plusSeconds(120))).isTrue();
  }

  @Test
  void aJobThatIsBegunAgainHasNoResult() {
    assertThat(wipe("wipe-1").failed("No.", NOW).begun(NOW.plusSeconds(1)))
        .isEqualTo(
            new FileJob(
                "wipe-1",
                USER,
                new FileWork.Wipe(),
                FileJob.Status.REQUESTED,
                NOW,
                NOW.plusSeconds(1),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "#", "ä"})
  void anIdIsPlain(String id) {
    assertThatThrownBy(() -> wipe(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJobKeepsItsProgressUntilItMakesMore() {
    FileJob.Progress third = new FileJob.Progress(1, 3, 7);

    assertThat(wipe("wipe-1").at(third).failed("No.", NOW).begun(NOW).running(NOW).progress())
        .contains(third);
  }

  private static FileJob wipe(String id) {
    return FileJob.requested(id, USER, new FileWork.Wipe(), NOW);
  }
}
