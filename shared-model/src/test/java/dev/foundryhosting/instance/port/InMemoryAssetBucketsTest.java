/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InMemoryAssetBucketsTest extends AssetBucketsContract {
  private final InMemoryAssetBuckets buckets = new InMemoryAssetBuckets();

  @Override
  protected AssetBuckets buckets() {
    return buckets;
  }

  @Override
  protected void put(int objects) {
    buckets.put(BUCKET, objects);
  }

  @Override
  protected Set<String> existing() {
    return buckets.all().stream().map(AssetBuckets.Spec::name).collect(Collectors.toSet());
  }

  @Test
  void manyObjectsTakeManyPagesAndSoPerhapsMoreThanOneCall() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    buckets.afterEachPage(() -> now.updateAndGet(time -> time.plusSeconds(1)));
    buckets.ensure(SPEC);
    buckets.put(BUCKET, 3500);

    Deadline soon = new Deadline(clockOf(now), Instant.EPOCH.plusSeconds(7));
    assertThat(buckets.empty(BUCKET, soon)).isFalse();
    assertThat(buckets.objectsIn(BUCKET)).isEqualTo(500);
    Deadline later = new Deadline(clockOf(now), Instant.EPOCH.plusSeconds(60));
    assertThat(buckets.empty(BUCKET, later)).isTrue();
  }

  private static Clock clockOf(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }
}
