/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

class InMemoryReleasesTest extends ReleasesContract {
  InMemoryReleasesTest() {
    super(new InMemoryReleases());
  }
}
