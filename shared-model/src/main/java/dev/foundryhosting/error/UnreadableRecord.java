/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

/**
 * A stored record is damaged: an operator must look at it, since nothing can be done for its user
 * before. Operators are alarmed by its count.
 */
public final class UnreadableRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param record its kind and its key
   */
  public UnreadableRecord(String record, RuntimeException cause) {
    super("The record %s cannot be read: %s".formatted(record, cause.getMessage()), cause);
  }
}
