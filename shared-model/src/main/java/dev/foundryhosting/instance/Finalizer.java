/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a teardown must have done before the record is finalized. A constant may be renamed; its
 * {@link #storedName} never changes, since other versions of the functions read it.
 */
public enum Finalizer {
  /** The user's open sessions are due, so that they are cancelled. */
  OPEN_SESSIONS("WAKE_SESSIONS"),
  DNS_RECORD("REMOVE_DNS_RECORD"),
  ASSET_USER("REMOVE_ASSET_USER"),
  BUCKET_OBJECTS("EMPTY_BUCKET"),
  BUCKET("REMOVE_BUCKET"),
  ACCESS_POINTS("REMOVE_ACCESS_POINTS"),
  TASK_DEFINITIONS("REMOVE_DEFINITIONS"),
  /** All sessions of a user who is to be erased. */
  SESSION_HISTORY("FORGET_SESSIONS"),
  LICENSE("REMOVE_LICENSE"),
  SECRET("REMOVE_SECRET");

  private final String storedName;

  Finalizer(String storedName) {
    this.storedName = storedName;
  }

  public String storedName() {
    return storedName;
  }

  /**
   * Empty for a name that another version stored: what it stands for is done once more, and every
   * removal can be repeated.
   */
  public static Optional<Finalizer> stored(String name) {
    return Arrays.stream(values()).filter(each -> each.storedName.equals(name)).findFirst();
  }
}
