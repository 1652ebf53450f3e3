/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;

/** Port: the identities with which Foundry writes to its bucket (IAM users). */
public interface AssetUsers {
  /**
   * Makes sure that the user stands, under the platform's path, within the permissions boundary,
   * with one policy: its bucket.
   */
  void ensure(Spec spec);

  /** Deletes all access keys of the user and makes one. */
  AccessKey replaceKey(String name);

  /**
   * Deletes all access keys of the user but one.
   *
   * @return whether IAM knows that one as active
   */
  boolean keepKey(String name, String id);

  /** Removes the user with its keys and its policy; does nothing where there is none. */
  void remove(String name);

  /** An identity with the user as a tag, and the one bucket that it may use. */
  record Spec(String name, UserId user, String bucket) {}

  /** An access key. Its secret is shown nowhere: not even in {@link #toString}. */
  record AccessKey(String id, String secret) {
    @Override
    public String toString() {
      return "AccessKey[" + id + "]";
    }
  }
}
