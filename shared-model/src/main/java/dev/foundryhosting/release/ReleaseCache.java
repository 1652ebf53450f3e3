/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The release cache: the folder, and the record by which starts need not look into it. */
public record ReleaseCache(Releases records, ReleaseFolder folder) {
  /** What is recorded. */
  public ReleaseCatalogue known() {
    return records.find();
  }

  /** What lies in the folder now, recorded. */
  public ReleaseCatalogue refreshed() {
    return without(Set.of());
  }

  /** As {@link #refreshed}, once some builds were removed. */
  public ReleaseCatalogue without(Set<Build> unwanted) {
    List<Release> found = folder.list(unwanted);
    return records.update(catalogue -> catalogue.listed(found));
  }

  /** Records that foundryvtt.com refused a login or a download, since there were too many. */
  public void refused(Instant now) {
    var unused = records.update(catalogue -> catalogue.refused(now));
  }
}
