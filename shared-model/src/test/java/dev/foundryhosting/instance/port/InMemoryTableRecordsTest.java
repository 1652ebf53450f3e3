/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import org.junit.jupiter.api.Nested;

class InMemoryTableRecordsTest {
  private final InMemoryPlatformStore store = new InMemoryPlatformStore();

  @Nested
  class AgreesWithTheOtherAdapters extends TableRecordsContract {
    AgreesWithTheOtherAdapters() {
      super(InMemoryPlatformStoreTest.under(store), store);
    }
  }
}
