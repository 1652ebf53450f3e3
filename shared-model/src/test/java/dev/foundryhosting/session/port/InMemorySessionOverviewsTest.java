/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import dev.foundryhosting.instance.port.InMemoryPlatformStore;

class InMemorySessionOverviewsTest extends SessionOverviewsContract {
  InMemorySessionOverviewsTest() {
    super(of(new InMemoryPlatformStore()));
  }

  private static Ports of(InMemoryPlatformStore store) {
    return new Ports(store, store, store, store, store);
  }
}
