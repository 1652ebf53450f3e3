package dev.foundryhosting.shutdown;

class InMemorySuspectsTest extends SuspectsContract {
  private final InMemorySuspects suspects = new InMemorySuspects();

  @Override
  protected Suspects suspects() {
    return suspects;
  }
}
