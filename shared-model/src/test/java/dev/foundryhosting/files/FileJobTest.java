/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.FileJob.Kind;
import dev.foundryhosting.license.LicenseId;
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
                Kind.WIPE,
                USER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                FileJob.Status.REQUESTED,
                NOW,
                NOW.plusSeconds(1),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "#", "ä"})
  void anIdIsPlain(String id) {
    assertThatThrownBy(() -> wipe(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheKindsOfALicenceNameOne() {
    Optional<LicenseId> license = Optional.of(LicenseId.ofOwner(USER));

    assertThatThrownBy(() -> FileJob.requested("w", Kind.WIPE, USER, license, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileJob.requested("l", Kind.LICENSE_IN, USER, Optional.empty(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FileJob wipe(String id) {
    return FileJob.requested(id, Kind.WIPE, USER, Optional.empty(), NOW);
  }
}
