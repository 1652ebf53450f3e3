/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.ResourceNames;
import org.junit.jupiter.api.Test;

/** What every digest of credentials must do. */
public abstract class LicenseDigestContract {
  private static final String KEY = "AAAABBBBCCCCDDDDEEEEFFFF";

  private final LicenseDigest digest;

  /**
   * @param digest under any key
   */
  protected LicenseDigestContract(LicenseDigest digest) {
    this.digest = digest;
  }

  @Test
  void equalCredentialsHaveEqualDigests() {
    assertThat(digest.of(KEY)).isEqualTo(digest.of(KEY)).matches("[0-9a-f]{64}");
    assertThat(digest.of("größe der nacht")).matches("[0-9a-f]{64}");
  }

  @Test
  void otherCredentialsHaveOtherDigests() {
    assertThat(digest.of("AAAABBBBCCCCDDDDEEEEFFFG")).isNotEqualTo(digest.of(KEY));
  }

  @Test
  void withoutItsKeyTheDigestCannotBeFound() {
    assertThat(digest.of(KEY)).isNotEqualTo(ResourceNames.digest(KEY, 64));
  }
}
