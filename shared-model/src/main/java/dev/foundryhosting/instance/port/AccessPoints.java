/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.UserId;

/** Port: folders on the shared file system (EFS access points). */
public interface AccessPoints {
  /**
   * Makes the access point of a token, or finds it.
   *
   * @return its id
   */
  String ensure(Spec spec);

  /** Removes every access point that is tagged with the user; does nothing where there is none. */
  void removeAll(UserId user);

  /**
   * An access point: a task that mounts it sees the folder as the root, and makes every access as
   * {@link ServerSettings#POSIX_USER}. The folder is made with that owner and mode 750 where it is
   * missing.
   *
   * @param user becomes a tag
   * @param path absolute; below the tenants' root, never the root itself
   * @param name for people, in the console
   * @param token at most 64 characters; one token makes one access point
   */
  record Spec(UserId user, String path, String name, String token) {
    public Spec {
      if (!path.matches("(/[A-Za-z0-9_-]+){2,}")) {
        throw new IllegalArgumentException("an access point needs a folder below the root");
      }
      if (token.length() > 64) {
        throw new IllegalArgumentException("EFS takes client tokens of at most 64 characters");
      }
    }
  }
}
