/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link AssetBuckets} does. */
public abstract class AssetBucketsContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final String BUCKET = "foundry-u184405311681986560-0a1b2c3d";
  protected static final AssetBuckets.Spec SPEC =
      new AssetBuckets.Spec(BUCKET, USER, "https://alice.play.example.org");

  private static final Deadline IN_A_MINUTE = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());

  protected abstract AssetBuckets buckets();

  /** Puts so many more objects into the bucket. */
  protected abstract void put(int objects);

  /** The names of all buckets that stand. */
  protected abstract Set<String> existing();

  @Test
  void aBucketStandsOnceItWasEnsuredHoweverOften() {
    buckets().ensure(SPEC);
    buckets().ensure(SPEC);

    assertThat(existing()).containsExactly(BUCKET);
  }

  @Test
  void ensuringABucketAgainKeepsWhatIsInIt() {
    buckets().ensure(SPEC);
    put(1);
    buckets().ensure(SPEC);

    assertThat(buckets().remove(BUCKET)).isFalse();
  }

  @Test
  void aBucketWithObjectsIsRemovedOnlyAfterItWasEmptied() {
    buckets().ensure(SPEC);
    put(3);

    assertThat(buckets().remove(BUCKET)).isFalse();
    assertThat(existing()).containsExactly(BUCKET);
    assertThat(buckets().empty(BUCKET, IN_A_MINUTE)).isTrue();
    assertThat(buckets().remove(BUCKET)).isTrue();
    assertThat(existing()).isEmpty();
  }

  @Test
  void emptyingStopsBeforeTheDeadlineAndGoesOnNextTime() {
    buckets().ensure(SPEC);
    put(2);

    Deadline now = Deadline.in(Duration.ofSeconds(1), Clock.systemUTC());
    assertThat(buckets().empty(BUCKET, now)).isFalse();
    assertThat(buckets().empty(BUCKET, IN_A_MINUTE)).isTrue();
  }

  @Test
  void whatDoesNotExistIsEmptyAndRemoved() {
    assertThat(buckets().empty("foundry-unobody-0a1b2c3d", IN_A_MINUTE)).isTrue();
    assertThat(buckets().remove("foundry-unobody-0a1b2c3d")).isTrue();
    buckets().ensure(SPEC);
    assertThat(buckets().remove(BUCKET)).isTrue();
    assertThat(buckets().remove(BUCKET)).isTrue();

    assertThat(existing()).isEmpty();
  }

  @Test
  void aNameThatS3DoesNotTakeIsADefectOfTheCaller() {
    AssetBuckets.Spec wrong = new AssetBuckets.Spec("Not_A_Bucket", USER, SPEC.origin());

    assertThatThrownBy(() -> buckets().ensure(wrong)).isInstanceOf(IllegalArgumentException.class);
  }
}
