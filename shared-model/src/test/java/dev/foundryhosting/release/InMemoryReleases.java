/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.util.Optional;

/** {@link Releases} in memory. */
public final class InMemoryReleases implements Releases {
  private ReleaseCatalogue record = ReleaseCatalogue.EMPTY;

  @Override
  public synchronized ReleaseCatalogue find() {
    return record;
  }

  @Override
  public synchronized Optional<ReleaseCatalogue> save(ReleaseCatalogue changed) {
    if (changed.revision() != record.revision()) {
      return Optional.empty();
    }
    record = changed.written(changed.revision() + 1);
    return Optional.of(record);
  }
}
