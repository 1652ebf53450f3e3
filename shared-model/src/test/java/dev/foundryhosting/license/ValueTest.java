/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that is not one cannot be made. */
class ValueTest {
  private static final UserId ANNA = new UserId("anna");
  private static final LicenseId ANNAS = LicenseId.ofOwner(ANNA);
  private static final Credentials CREDENTIALS = new Credentials(true, false, Optional.empty());

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "byol-", "anna", "BYOL-anna", "byol-anna ", "byol-an/na"})
  void aLicenceIdIsNot(String value) {
    assertThatThrownBy(() -> new LicenseId(value))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("licenseId");
  }

  @Test
  void aLicenceIdNamesItsOwner() {
    assertThat(ANNAS).hasToString("byol-anna").isEqualTo(new LicenseId("byol-anna"));
    assertThat(new LicenseId("byol-" + "x".repeat(64)).value()).hasSize(69);
    assertThatThrownBy(() -> new LicenseId("byol-" + "x".repeat(65)))
        .isInstanceOf(PlatformException.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a b", "a#b", "ä", "a\n"})
  void aSessionIdIsNot(String value) {
    assertThatThrownBy(() -> new SessionId(value))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("sessionId");
  }

  @Test
  void aSessionIdHasAtMostSixtyFourCharacters() {
    assertThat(new SessionId("a".repeat(64))).hasToString("a".repeat(64));
    assertThatThrownBy(() -> new SessionId("a".repeat(65))).isInstanceOf(PlatformException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aSharingStateIsShownInLowerCase(SharingState state) {
    assertThat(state.label()).isEqualTo(state.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void aChangeOfALicenceKeepsTheOtherComponents() {
    License license =
        License.registered(ANNA, CREDENTIALS, SharingState.PRIVATE, Instant.EPOCH).written(3);

    License booked = license.booked();
    assertThat(booked.bookingVersion()).isEqualTo(1);
    assertThat(booked.revision()).isEqualTo(3);
    assertThat(booked.in(SharingState.SHARED).bookingVersion()).isEqualTo(1);
    assertThat(booked.in(SharingState.SHARED).in(SharingState.PRIVATE)).isEqualTo(booked);
    RunClaim claim = new RunClaim("run-1", ANNA, Instant.EPOCH);
    assertThat(license.run()).isEmpty();
    assertThat(license.claimed(claim).run()).contains(claim);
  }
}
