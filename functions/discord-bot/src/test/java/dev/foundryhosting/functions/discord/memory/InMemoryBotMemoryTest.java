package dev.foundryhosting.functions.discord.memory;

class InMemoryBotMemoryTest extends BotMemoryContract {
  InMemoryBotMemoryTest() {
    super(new InMemoryBotMemory());
  }
}
