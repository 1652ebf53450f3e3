/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param cursor of the page before, for the next one
 * @param limit how many entries at most, by default 50
 */
public record PageRequest(
    Optional<String> cursor,
    @Wire.Range(min = 1, max = PageRequest.LARGEST) Optional<Integer> limit) {
  public static final int LARGEST = 100;
  private static final int USUAL = 50;

  /** The first page, of the usual size. */
  public static PageRequest first() {
    return new PageRequest(Optional.empty(), Optional.empty());
  }

  /** How many entries at most. */
  public int size() {
    return limit.orElse(USUAL);
  }
}
