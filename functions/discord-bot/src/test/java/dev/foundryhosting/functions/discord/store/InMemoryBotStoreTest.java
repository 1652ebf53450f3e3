/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

class InMemoryBotStoreTest extends BotStoreContract {
  InMemoryBotStoreTest() {
    super(new InMemoryBotStore());
  }
}
