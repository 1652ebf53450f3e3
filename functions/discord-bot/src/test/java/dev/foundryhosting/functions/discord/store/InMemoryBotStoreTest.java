package dev.foundryhosting.functions.discord.store;

class InMemoryBotStoreTest extends BotStoreContract {
  InMemoryBotStoreTest() {
    super(new InMemoryBotStore());
  }
}
