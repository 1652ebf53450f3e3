/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.Labelled;

/** Whether a release is in the cache. */
public enum ReleaseStatus implements Labelled {
  /** It is being downloaded. */
  REQUESTED,
  CACHED,
  /** Asked again, it is downloaded anew. */
  FAILED
}
