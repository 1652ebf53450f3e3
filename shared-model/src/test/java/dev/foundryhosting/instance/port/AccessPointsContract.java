/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.UserId;
import org.junit.jupiter.api.Test;

/** What every {@link AccessPoints} does. */
public abstract class AccessPointsContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final UserId OTHER = new UserId("184405311681986561");

  protected abstract AccessPoints accessPoints();

  /** How many access points stand, whomever they belong to. */
  protected abstract int existing();

  protected static AccessPoints.Spec spec(UserId user, String token) {
    return new AccessPoints.Spec(user, "/foundry-instances/" + user, "foundry " + user, token);
  }

  @Test
  void oneTokenMakesOneAccessPoint() {
    String first = accessPoints().ensure(spec(USER, "create-1"));

    assertThat(accessPoints().ensure(spec(USER, "create-1"))).isEqualTo(first);
    assertThat(existing()).isEqualTo(1);
  }

  @Test
  void anotherTokenMakesAnotherAccessPointOfTheSameFolder() {
    String first = accessPoints().ensure(spec(USER, "create-1"));

    assertThat(accessPoints().ensure(spec(USER, "create-2"))).isNotEqualTo(first);
    assertThat(existing()).isEqualTo(2);
  }

  @Test
  void allOfAUserAreRemovedAndNoneOfAnotherUser() {
    accessPoints().ensure(spec(USER, "create-1"));
    accessPoints().ensure(spec(USER, "wipe-1"));
    String others = accessPoints().ensure(spec(OTHER, "create-3"));
    accessPoints().removeAll(USER);

    assertThat(existing()).isEqualTo(1);
    assertThat(accessPoints().ensure(spec(OTHER, "create-3"))).isEqualTo(others);
  }

  @Test
  void removingTwiceOrWhereThereIsNoneIsFine() {
    accessPoints().removeAll(OTHER);
    accessPoints().ensure(spec(USER, "create-1"));
    accessPoints().removeAll(USER);
    accessPoints().removeAll(USER);

    assertThat(existing()).isZero();
  }

  @Test
  void whatIsMadeAfterARemovalIsAnother() {
    String first = accessPoints().ensure(spec(USER, "create-1"));
    accessPoints().removeAll(USER);

    assertThat(accessPoints().ensure(spec(USER, "create-1"))).isNotEqualTo(first);
  }
}
