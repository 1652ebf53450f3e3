/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

class InMemoryOrphanCandidatesTest extends OrphanCandidatesContract {
  private final InMemoryOrphanCandidates candidates = new InMemoryOrphanCandidates();

  @Override
  protected OrphanCandidates candidates() {
    return candidates;
  }
}
