package dev.foundryhosting.shutdown.orphan;

class InMemoryOrphanCandidatesTest extends OrphanCandidatesContract {
  private final InMemoryOrphanCandidates suspects = new InMemoryOrphanCandidates();

  @Override
  protected OrphanCandidates suspects() {
    return suspects;
  }
}
