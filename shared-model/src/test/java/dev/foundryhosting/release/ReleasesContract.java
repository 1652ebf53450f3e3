/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What everything that keeps the record of the release cache must do. */
public abstract class ReleasesContract {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00.125Z");

  private final Releases releases;

  protected ReleasesContract(Releases releases) {
    this.releases = releases;
  }

  @Test
  void beforeTheFirstWriteItIsEmpty() {
    assertThat(releases.find()).isEqualTo(ReleaseCatalogue.EMPTY);
  }

  @Test
  void everyFieldIsReadAsItWasWritten() {
    ReleaseCatalogue full =
        new ReleaseCatalogue(
            List.of(
                new Release(new Build(12, 343), 171_000_000, NOW),
                new Release(new Build(13, 346), 181_000_000, NOW.plusSeconds(9))),
            List.of(
                Download.requested(new Build(13, 347), NOW),
                Download.requested(new Build(13, 348), NOW).by("arn:task"),
                Download.requested(new Build(11, 315), NOW).failed("It \"broke\" — 🎲.")),
            Optional.of(new ReleasePause(2, NOW.plus(Duration.ofMinutes(15)))),
            0);

    ReleaseCatalogue written = releases.save(full).orElseThrow();

    assertThat(written).isEqualTo(full.written(1));
    assertThat(releases.find()).isEqualTo(written);
  }

  @Test
  void whoeverWasOvertakenWritesNothing() {
    ReleaseCatalogue read = releases.find();
    ReleaseCatalogue first = releases.save(read.refused(NOW)).orElseThrow();

    assertThat(releases.save(read.with(Download.requested(new Build(13, 347), NOW)))).isEmpty();
    assertThat(releases.find()).isEqualTo(first);
    assertThat(releases.save(first.refused(NOW)).orElseThrow().revision()).isEqualTo(2);
  }
}
