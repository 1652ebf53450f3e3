/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The folder of the archives in memory. */
public final class InMemoryReleaseFolder implements ReleaseFolder {
  private final Map<Build, Release> archives = new TreeMap<>();
  private int listed;

  /** An archive comes into the folder. */
  public synchronized void put(String build, Instant now) {
    Build named = Build.of(build);
    archives.put(named, new Release(named, 180_000_000L + named.number(), now));
  }

  /** The folder is empty from now on. */
  public synchronized void clear() {
    archives.clear();
  }

  /** How often the folder was listed. */
  public synchronized int listed() {
    return listed;
  }

  @Override
  public synchronized List<Release> list(Set<Build> unwanted) {
    archives.keySet().removeAll(unwanted);
    listed++;
    return List.copyOf(archives.values());
  }
}
