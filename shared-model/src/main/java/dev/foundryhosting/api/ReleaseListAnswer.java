/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.time.Instant;
import java.util.List;

/** What is in the release cache, the newest build first. */
public record ReleaseListAnswer(List<Entry> releases) {
  /** An archive: its build, since when it is cached, and its size. */
  public record Entry(String version, Instant cachedAt, long bytes) {}
}
