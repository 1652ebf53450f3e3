/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.util.List;
import java.util.Set;

/** Port: the folder in which the archives lie. */
public interface ReleaseFolder {
  /**
   * The archives that lie there, in no particular order.
   *
   * @param unwanted removed before
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  List<Release> list(Set<Build> unwanted);
}
