/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import dev.foundryhosting.platform.OptimisticRetry;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port: the record of the release cache. Strongly consistent, fails loudly. */
public interface Releases {
  /** The record; an empty one before the first write. */
  ReleaseCatalogue find();

  /**
   * Writes the record, unless another writer changed it since it was read.
   *
   * @return the written record; empty when another writer was faster
   */
  Optional<ReleaseCatalogue> save(ReleaseCatalogue changed);

  /**
   * Changes the record. When another writer was faster, the change is made again on its record.
   * Nothing is written when the change changes nothing.
   *
   * @param change pure; it may throw to give up
   */
  default ReleaseCatalogue update(UnaryOperator<ReleaseCatalogue> change) {
    return OptimisticRetry.of(
        "release cache",
        () -> {
          ReleaseCatalogue known = find();
          ReleaseCatalogue changed = change.apply(known);
          return changed.equals(known) ? Optional.of(known) : save(changed);
        });
  }
}
