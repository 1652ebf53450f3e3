/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionItemTest {
  private static final UserId ANNA = new UserId("anna");

  private final Session open =
      SessionSamples.booked(ANNA, LicenseId.ofOwner(ANNA), "session-1", SessionSamples.slot(1));

  @Test
  void aClosedSessionExpiresThirteenMonthsAfterItsEnd() {
    Session closed = SessionSamples.cancelled(open);

    Instant expiry = Instant.ofEpochSecond(item(closed).number("ttl"));

    assertThat(Duration.between(closed.slot().end(), expiry))
        .isBetween(Duration.ofDays(395), Duration.ofDays(397));
    assertThat(SessionItem.read(item(closed))).isEqualTo(closed);
  }

  @Test
  void anOpenSessionDoesNotExpire() {
    assertThat(item(open).has("ttl")).isFalse();
  }

  private static ItemReader item(Session session) {
    return new ItemReader(SessionItem.write(session).item());
  }
}
