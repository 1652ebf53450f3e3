/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCatalogueTest {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final Build OLD = new Build(13, 99);
  private static final Build NEW = new Build(13, 346);

  @Test
  void buildsAreOrderedByTheirNumbersAndNotByTheirText() {
    ReleaseCatalogue cached = ReleaseCatalogue.EMPTY.listed(List.of(release(OLD), release(NEW)));

    assertThat(cached.newest(build -> build.generation() == 13)).contains(NEW);
    assertThat(cached.newest(build -> build.generation() == 12)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "13.346.0", "release", "../13.346", "13.", "1.5", ""})
  void whatNamesNoBuildIsNone(String text) {
    assertThat(Build.find(text)).isEmpty();
    assertThatThrownBy(() -> Build.of(text)).isInstanceOf(PlatformException.class);
  }

  @Test
  void eachRefusalInARowPausesLongerUpToHalfAnHour() {
    ReleaseCatalogue once = ReleaseCatalogue.EMPTY.refused(NOW);
    ReleaseCatalogue twice = once.refused(NOW);
    ReleaseCatalogue often = twice.refused(NOW).refused(NOW);

    assertThat(once.pausedUntil(NOW)).contains(NOW.plus(Duration.ofMinutes(5)));
    assertThat(twice.pausedUntil(NOW)).contains(NOW.plus(Duration.ofMinutes(15)));
    assertThat(often.pausedUntil(NOW)).contains(NOW.plus(Duration.ofMinutes(30)));
    assertThat(often.pausedUntil(NOW.plus(Duration.ofMinutes(30)))).isEmpty();
  }

  @Test
  void anotherArchiveEndsThePauseAndItsDownload() {
    ReleaseCatalogue waiting =
        ReleaseCatalogue.EMPTY
            .listed(List.of(release(OLD)))
            .with(Download.requested(NEW, NOW).by("arn:task"))
            .refused(NOW);

    assertThat(waiting.listed(List.of(release(OLD)))).isEqualTo(waiting);
    ReleaseCatalogue arrived = waiting.listed(List.of(release(OLD), release(NEW)));
    assertThat(arrived.pausedUntil(NOW)).isEmpty();
    assertThat(arrived.downloads()).isEmpty();
  }

  private static Release release(Build build) {
    return new Release(build, 1, NOW);
  }
}
