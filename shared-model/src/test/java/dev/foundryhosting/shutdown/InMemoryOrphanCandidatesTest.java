package dev.foundryhosting.shutdown;

class InMemoryOrphanCandidatesTest extends OrphanCandidatesContract {
  private final InMemoryOrphanCandidates suspects = new InMemoryOrphanCandidates();

  @Override
  protected OrphanCandidates suspects() {
    return suspects;
  }
}
