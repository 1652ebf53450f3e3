/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

/** Discord's app does not let a person do this; the message says why. */
final class NotPossible extends RuntimeException {
  NotPossible(String why) {
    super(why);
  }
}
