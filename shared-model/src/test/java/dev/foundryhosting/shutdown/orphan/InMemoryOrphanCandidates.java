/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

/** The list in memory: a write succeeds once for each revision. */
public final class InMemoryOrphanCandidates implements OrphanCandidates {
  private Known known = Known.none();

  @Override
  public synchronized Known read() {
    return known;
  }

  @Override
  public synchronized boolean save(Known changed) {
    if (changed.revision() != known.revision()) {
      return false;
    }
    known = new Known(changed.tasks(), changed.routes(), changed.revision() + 1);
    return true;
  }
}
