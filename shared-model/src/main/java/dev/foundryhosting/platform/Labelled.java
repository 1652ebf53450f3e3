/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.Locale;

/** An enum of which callers see each constant by a label. */
public interface Labelled {
  /** The constant's own name. */
  String name();

  /** As callers see it: lower case, unless the enum says otherwise. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
