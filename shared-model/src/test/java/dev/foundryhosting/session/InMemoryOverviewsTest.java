package dev.foundryhosting.session;

import dev.foundryhosting.instance.InMemoryPlatformStore;

class InMemoryOverviewsTest extends OverviewsContract {
  InMemoryOverviewsTest() {
    super(of(new InMemoryPlatformStore()));
  }

  private static Ports of(InMemoryPlatformStore store) {
    return new Ports(store, store, store, store, store);
  }
}
