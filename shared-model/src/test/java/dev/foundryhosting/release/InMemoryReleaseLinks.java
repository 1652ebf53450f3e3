/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.util.Optional;

/** {@link ReleaseLinks} in memory. */
public final class InMemoryReleaseLinks implements ReleaseLinks {
  private Optional<String> link = Optional.empty();

  @Override
  public synchronized String keep(String url) {
    link = Optional.of(url);
    return "arn:release-link";
  }

  @Override
  public synchronized void forget() {
    link = Optional.empty();
  }

  /** The link that is kept now. */
  public synchronized Optional<String> kept() {
    return link;
  }
}
