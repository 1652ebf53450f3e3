/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

/**
 * What a channel allows and denies a role or a member ("Permission Overwrites").
 *
 * @param id of the role or the member
 * @param allow permission bits
 * @param deny permission bits
 */
record Overwrite(String id, long allow, long deny) {
  static Overwrite hidden(String id) {
    return new Overwrite(id, 0, Permissions.VIEW_CHANNEL);
  }

  static Overwrite seen(String id) {
    return new Overwrite(id, Permissions.EVERYBODY, 0);
  }
}
